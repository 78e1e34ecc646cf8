import { Command, CommanderError, Option } from 'commander'
import { CodemodError, EXIT_CODES } from '../codemod-error.ts'
import { OPTION_GROUPS, OPTIONS, type OptionRow, type Options } from '../options.ts'

/** The parser of the options alone; words are left for whoever asks. */
export function optionsCommand(): Command {
  const command = new Command('orm-codemod')
    .configureOutput({ outputError: () => undefined })
    .showSuggestionAfterError()
    .exitOverride()
  for (const row of OPTIONS) command.addOption(optionOf(row))
  return command
}

interface Read {
  readonly options: Options
  /** Those of the options that are among the arguments. */
  readonly given: Partial<Options>
  readonly words: readonly string[]
}

/**
 * Reads arguments: the options' values, and the words among them. Undefined where they only asked for help or the version,
 * which is then printed.
 *
 * @throws CodemodError
 */
export function readOptions(
  args: readonly string[],
  command = optionsCommand().argument('[words...]'),
): Read | undefined {
  try {
    command.parse(args, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return undefined
    const message = `${error.message.replace(/^error: /, '')}\n\`orm-codemod --help\` lists all options.`
    throw new CodemodError(EXIT_CODES.usage, message)
  }
  const values = Object.entries(command.opts<Partial<Options>>())
  const given: Partial<Options> = Object.fromEntries(
    values.filter(([name]) => command.getOptionValueSource(name) === 'cli'),
  )
  return { options: { ...notGiven(), ...given }, given, words: command.args }
}

/** What the options are where they are not given. */
export function notGiven(): Options {
  const values = OPTIONS.map((row): [string, unknown] => [
    row.name,
    row.isList ? [] : isFlag(row) ? false : row.default,
  ])
  return Object.fromEntries(values) as unknown as Options
}

export const isFlag = ({ flags }: OptionRow) => !flags.includes('<')

function optionOf({ flags, says, isList, excludes = [], group, default: value }: OptionRow): Option {
  const option = new Option(flags, says).conflicts([...excludes]).helpGroup(`${OPTION_GROUPS[group]}:`)
  if (value !== undefined) option.default(value)
  return isList
    ? option.argParser((value: string, before: readonly string[] | undefined) => [...(before ?? []), value])
    : option
}
