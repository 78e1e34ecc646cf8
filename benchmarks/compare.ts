import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { writeGeneratedProject } from './generated-project.ts'
import { measure, type Measurement, type Tool } from './measure.ts'
import { table } from './table.ts'

/** Measures tools on the generated project and prints one table; the ratios are to the first tool. */
export async function compare(toolsIn: (project: string) => readonly Tool[], files?: number): Promise<void> {
  const project = writeGeneratedProject(join(import.meta.dirname, '../.bench/project'), 1, files)
  await compareIn(`${project.files} files, ${project.lines} lines`, toolsIn(project.folder))
}

/** Measures tools and prints one table below what was measured. */
export async function compareIn(subject: string, tools: readonly Tool[]): Promise<void> {
  const measured = await measure(tools)
  console.log(
    `${subject}; Node ${process.version}, ${availableParallelism()} processors; median of 3 runs of the whole process\n`,
  )
  console.log(`${table([['tool', 'seconds', 'processor seconds', 'ratio', 'peak memory'], ...rows(measured)])}\n`)
}

/** The ratios are of processor seconds, which a busy machine changes less. */
function rows(measured: ReadonlyMap<Tool, Measurement>): readonly (readonly string[])[] {
  const reference = [...measured.values()][0]?.processorSeconds ?? Number.NaN
  return [...measured].map(([tool, { seconds, processorSeconds, peakMemory }]) => [
    tool.name,
    seconds.toFixed(2),
    processorSeconds.toFixed(2),
    (processorSeconds / reference).toFixed(2),
    `${peakMemory.toFixed(0)} MiB`,
  ])
}
