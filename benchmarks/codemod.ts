import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { compareIn } from './compare.ts'
import { writeGeneratedProject } from './generated-project.ts'
import { ormCodemod, toolsFor } from './tools.ts'

/** A project of one's own, or as many generated files as are asked for, of which so great a share changes. */
const { values, positionals } = parseArgs({
  options: {
    files: { type: 'string', default: '1000' },
    share: { type: 'string', multiple: true, default: ['0.1', '1'] },
  },
  allowPositionals: true,
})

const [folder] = positionals
if (folder === undefined)
  for (const share of values.share.map(Number)) await compareGenerated(Number(values.files), share)
else await compareOn(resolve(folder), folder)

async function compareGenerated(files: number, share: number): Promise<void> {
  const project = writeGeneratedProject(join(import.meta.dirname, '../.bench/project'), 1, files, share)
  const subject = `${project.files} files, ${project.lines} lines, of which ${Math.round(share * 100)} % change`
  await compareOn(project.folder, subject, 'src/endpoints/endpoint-0.ts')
}

/** The first tool is what the others are compared with. */
async function compareOn(project: string, subject: string, oneFile?: string): Promise<void> {
  const { tsc, loadProgram, jscodeshift, ormCodemod: whole } = toolsFor(project)
  const one = oneFile === undefined ? [] : [ormCodemod(project, 'orm-codemod async --dry, from one file', oneFile)]
  await compareIn(subject, [tsc, loadProgram, jscodeshift, whole, ...one])
}
