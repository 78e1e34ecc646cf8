// npm run bench:lint: what the rules cost beside the typed rules that everybody has. Without arguments on generated projects
// of 500 and 5,000 files and in an editor; `npm run bench:lint -- <folder> [paths…]` on a project that is installed there.
import { resolve } from 'node:path'
import { compare, compareIn } from './compare.ts'
import { measureEditor } from './editor.ts'
import { eslint } from './tools.ts'

const CONFIGS: readonly (readonly [name: string, config: string])[] = [
  ['no-misused-promises', 'no-misused-promises'],
  ['types, no rules', 'no-rules'],
  ['eslint-plugin-orm, recommended', 'orm'],
  ['eslint-plugin-orm, strict (all fourteen rules)', 'orm-strict'],
  ['no-floating-promises (checkThenables)', 'no-floating-promises'],
  ['recommended-type-checked', 'type-checked'],
  ['recommended-type-checked and eslint-plugin-orm', 'type-checked-and-orm'],
]

const toolsIn = (project: string, paths?: readonly string[]) =>
  CONFIGS.map(([name, config]) => eslint(name, config, project, paths))

const [folder, ...paths] = process.argv.slice(2)
if (folder === undefined) {
  for (const files of [500, 5000]) await compare(toolsIn, files)
  await measureEditor()
} else await compareIn(folder, toolsIn(resolve(folder), paths.length > 0 ? paths : undefined))
