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

/**
 * Reads arguments: the options' values, and the words among them. Undefined where they only asked for help or the version,
 * which is then printed.
 *
 * @throws CodemodError
 */
export function readOptions(
  args: readonly string[],
  command = optionsCommand().argument('[words...]'),
): { readonly options: Options; readonly words: readonly string[] } | undefined {
  try {
    command.parse(args, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return undefined
    const message = `${error.message.replace(/^error: /, '')}\n\`orm-codemod --help\` lists all options.`
    throw new CodemodError(EXIT_CODES.usage, message)
  }
  return { options: { ...notGiven(), ...command.opts<Partial<Options>>() }, words: command.args }
}

/** What the options are where they are not given. */
function notGiven(): Options {
  const values = OPTIONS.map((row) => [row.name, row.isList ? [] : isFlag(row) ? false : row.default])
  return Object.fromEntries(values) as unknown as Options
}

const isFlag = ({ flags }: OptionRow) => !flags.includes('<')

function optionOf({ flags, says, isList, group, default: value }: OptionRow): Option {
  const option = new Option(flags, says).helpGroup(`${OPTION_GROUPS[group]}:`)
  if (value !== undefined) option.default(value)
  return isList
    ? option.argParser((value: string, before: readonly string[] | undefined) => [...(before ?? []), value])
    : option
}
