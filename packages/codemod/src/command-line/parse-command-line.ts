import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { CodemodError, EXIT_CODES } from '../codemod-error.ts'
import type { Options } from '../options.ts'
import type { Surroundings } from '../surroundings.ts'
import { TRANSFORMS, transformRows } from '../transform-table.ts'
import { helpfulCommand } from './helpful-command.ts'
import { readOptions } from './options-command.ts'

export interface CommandLine {
  readonly transform: keyof typeof TRANSFORMS
  readonly paths: readonly string[]
  /** The options that are written on it. */
  readonly given: Partial<Options>
  readonly args: readonly string[]
}

/**
 * Reads the arguments; undefined where they only asked for help or the version, which is then printed.
 *
 * @throws CodemodError
 */
export function parseCommandLine(
  args: readonly string[],
  version: string,
  { cwd, stdout }: Surroundings,
): CommandLine | undefined {
  const command = helpfulCommand(args.find(isTransform), version)
  const read = readOptions(args, command.configureOutput({ writeOut: (text) => void stdout.write(text) }))
  if (!read) return undefined
  const { given, words } = read
  return { ...transformAndPaths(words, cwd), given, args }
}

/** The first word is a transform if it is one, else a path if it exists. */
function transformAndPaths(words: readonly string[], cwd: string): Pick<CommandLine, 'transform' | 'paths'> {
  const [first, ...rest] = words
  const isMissing = (path: string) => !existsSync(resolve(cwd, path))
  if (first !== undefined && !isTransform(first) && isMissing(first))
    throw usage(
      `'${first}' is neither a transform nor a path. Transforms: ${transformRows.map(({ name }) => name).join(', ')}.`,
    )
  const [transform, paths] = first !== undefined && isTransform(first) ? [first, rest] : [TRANSFORMS.async.name, words]
  const missing = paths.find(isMissing)
  if (missing !== undefined) throw usage(`${missing} does not exist.`)
  return { transform, paths }
}

function isTransform(word: string): word is CommandLine['transform'] {
  return Object.hasOwn(TRANSFORMS, word)
}

function usage(message: string): CodemodError {
  return new CodemodError(EXIT_CODES.usage, message)
}
