import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { writeGeneratedProject } from './generated-project.ts'
import { measure, type Measurement, type Tool } from './measure.ts'
import { table } from './table.ts'

/** Measures tools on the generated project and prints one table; the ratios are to the first tool. */
export async function compare(toolsIn: (project: string) => readonly Tool[]): Promise<void> {
  const project = writeGeneratedProject(join(import.meta.dirname, '../.bench/project'), 1)
  const measured = await measure(toolsIn(project.folder))
  console.log(
    `${project.files} files, ${project.lines} lines; Node ${process.version}, ${availableParallelism()} processors; ` +
      'median of 3 runs of the whole process\n',
  )
  console.log(table([['tool', 'seconds', 'ratio', 'processor seconds', 'peak memory'], ...rows(measured)]))
}

function rows(measured: ReadonlyMap<Tool, Measurement>): readonly (readonly string[])[] {
  const reference = [...measured.values()][0]?.seconds ?? Number.NaN
  return [...measured].map(([tool, { seconds, processorSeconds, peakMemory }]) => [
    tool.name,
    seconds.toFixed(2),
    (seconds / reference).toFixed(2),
    processorSeconds.toFixed(2),
    `${peakMemory.toFixed(0)} MiB`,
  ])
}
