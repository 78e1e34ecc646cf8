import { readFileSync } from 'node:fs'
import { complete } from './command-line/complete.ts'
import { parseCommandLine } from './command-line/parse-command-line.ts'
import { CodemodError, EXIT_CODES } from './codemod-error.ts'
import type { Surroundings } from './surroundings.ts'
import { refuseOtherTypescript } from './typescript-version.ts'

/** The command: reads its arguments, does what they say, and answers the exit code. All failures are said on stderr. */
export async function main(args: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    if (await complete(args)) return EXIT_CODES.done
    const commandLine = parseCommandLine(args, VERSION, surroundings)
    if (!commandLine) return EXIT_CODES.done
    refuseOtherTypescript()
    // The compiler takes half a second to load, which `--help` need not wait for.
    const { run } = await import('./run.ts')
    return await run(commandLine, VERSION, surroundings)
  } catch (failure) {
    if (failure instanceof CodemodError) {
      surroundings.stderr.write(`orm-codemod: ${failure.message}\n`)
      return failure.exitCode
    }
    const details = failure instanceof Error ? failure.stack : String(failure)
    surroundings.stderr.write(
      'orm-codemod: internal error; nothing was changed. Please report it with the lines below and, if you can, ' +
        `the code it stopped at. Leaving that file out of the tsconfig lets the rest go on.\n${details}\n`,
    )
    return EXIT_CODES.internal
  }
}

const { version: VERSION } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  readonly version: string
}
