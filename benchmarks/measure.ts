import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** A Node program to measure, as a person would start it. */
export interface Tool {
  readonly name: string
  /** The script and its arguments. */
  readonly command: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly cwd: string
  /** Exit codes of a run that did its work: a linter that finds something exits with 1. */
  readonly exitCodes: readonly number[]
}

export interface Measurement {
  readonly seconds: number
  /** Seconds of all processors, which a busy machine changes less than the time on the clock. */
  readonly processorSeconds: number
  /** Largest resident set of the process, in MiB. */
  readonly peakMemory: number
}

/** The median of three runs of each tool. The tools take turns, so that a slow minute of the machine meets all of them. */
export async function measure(tools: readonly Tool[]): Promise<ReadonlyMap<Tool, Measurement>> {
  const runs = new Map<Tool, Measurement[]>(tools.map((tool) => [tool, []]))
  for (let round = 1; round <= 3; round++) {
    for (const [tool, measurements] of runs) {
      process.stderr.write(`round ${round} of 3: ${tool.name}\n`)
      measurements.push(await runOnce(tool))
    }
  }
  return new Map(
    [...runs].map(([tool, measurements]) => [
      tool,
      {
        seconds: median(measurements.map(({ seconds }) => seconds)),
        processorSeconds: median(measurements.map(({ processorSeconds }) => processorSeconds)),
        peakMemory: median(measurements.map(({ peakMemory }) => peakMemory)),
      },
    ]),
  )
}

async function runOnce(tool: Tool): Promise<Measurement> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const usageFile = join(folder, 'usage.json')
  try {
    const start = performance.now()
    const { exitCode, output } = await execute(tool, usageFile)
    const seconds = (performance.now() - start) / 1000
    if (!tool.exitCodes.includes(exitCode))
      throw new Error(`${tool.name} failed with exit code ${exitCode}:\n${output}`)
    const usage = JSON.parse(readFileSync(usageFile, 'utf8')) as NodeJS.ResourceUsage
    const processorSeconds = (usage.userCPUTime + usage.systemCPUTime) / 1e6
    return { seconds, processorSeconds, peakMemory: usage.maxRSS / 1024 }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function execute(tool: Tool, usageFile: string): Promise<{ exitCode: number; output: string }> {
  const preload = pathToFileURL(join(import.meta.dirname, 'report-usage.js')).href
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', preload, ...tool.command], {
      cwd: tool.cwd,
      env: { ...process.env, ...tool.env, USAGE_FILE: usageFile },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode: exitCode ?? -1, output }))
  })
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN
}
