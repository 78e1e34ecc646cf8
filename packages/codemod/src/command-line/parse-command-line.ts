import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { CodemodError, EXIT_CODES } from '../codemod-error.ts'
import type { Options } from '../options.ts'
import { optionsCommand, readOptions } from './options-command.ts'

export interface CommandLine extends Options {
  readonly transform: string
  readonly paths: readonly string[]
}

/** A transform's name and what it does, the default one first. */
export interface TransformChoice {
  readonly name: string
  readonly describe: string
}

/**
 * Reads the arguments; undefined where they only asked for help or the version, which is then printed.
 *
 * @throws CodemodError
 */
export function parseCommandLine(
  args: readonly string[],
  transforms: readonly TransformChoice[],
  version: string,
): CommandLine | undefined {
  const read = readOptions(args, commandOf(transforms, version))
  if (!read) return undefined
  if (read.options.json && read.options.diff) throw usage('--json and --diff both say what to print; choose one.')
  if (read.options.untyped && read.options.project !== undefined)
    throw usage('--untyped takes no tsconfig, and --project names one; choose one.')
  return { ...transformAndPaths(read.words, transforms), ...read.options }
}

function commandOf(transforms: readonly TransformChoice[], version: string): Command {
  const described = transforms.map(({ name, describe }) => `  ${name.padEnd(10)}${describe}`).join('\n')
  return optionsCommand()
    .usage('[transform] [paths…] [options]')
    .description('Moves a code base from synchronous to asynchronous database calls, proved before a byte is written.')
    .argument('[transform]', 'what to do')
    .argument('[paths...]', 'files or folders to begin in; callers follow wherever they are')
    .version(version)
    .addHelpText('after', `\nTransforms:\n${described}\n${EXIT_CODE_HELP}`)
}

const EXIT_CODE_HELP = `
Exit codes:
  0  done                     3  refused: something does not parse, or could be lost
  1  --check found changes    4  a file could not be read or written; nothing was changed
  2  wrong arguments         70  internal error`

/** The first word is a transform if it is one, else a path if it exists. */
function transformAndPaths(
  [first, ...rest]: readonly string[],
  transforms: readonly TransformChoice[],
): Pick<CommandLine, 'transform' | 'paths'> {
  const names = transforms.map(({ name }) => name)
  const [defaultName = ''] = names
  const isTransform = first !== undefined && names.includes(first)
  if (first !== undefined && !isTransform && !existsSync(first))
    throw usage(`'${first}' is neither a transform nor a path. Transforms: ${names.join(', ')}.`)
  const paths = first === undefined || isTransform ? rest : [first, ...rest]
  const missing = paths.find((path) => !existsSync(path))
  if (missing !== undefined) throw usage(`${missing} does not exist.`)
  return { transform: isTransform ? first : defaultName, paths }
}

function usage(message: string): CodemodError {
  return new CodemodError(EXIT_CODES.usage, message)
}
