import { RootCommand, script, type Command } from '@bomb.sh/tab'
import { CodemodError, EXIT_CODES } from '../codemod-error.ts'
import { OPTIONS } from '../options.ts'
import { describeTransform, transformRows } from '../transform-table.ts'
import { isFlag } from './options-command.ts'

/**
 * Answers `completion <shell>` with the script that a shell reads at its start, and what that script then asks,
 * `complete -- <words>`, with what may come next. False for any other command line.
 *
 * @throws CodemodError for a shell that there is no script for
 */
export async function complete([first, second = '', ...words]: readonly string[]): Promise<boolean> {
  if (first === 'completion') {
    if (!SHELLS.includes(second))
      throw new CodemodError(
        EXIT_CODES.usage,
        `\`orm-codemod completion <shell>\` prints the script for one of ${SHELLS.join(', ')}.`,
      )
    script(second, 'orm-codemod', 'orm-codemod')
    return true
  }
  if (first !== 'complete' || second !== '--') return false
  if (isForFile(words)) console.log(SHELL_OFFERS_FILES)
  else completions(words.at(-2) === '--profile' ? await profileNames() : []).parse([...words])
  return true
}

const SHELLS = ['bash', 'zsh', 'fish', 'powershell']

/** The directive after which a shell completes as it does by itself. */
const SHELL_OFFERS_FILES = ':0'

function isForFile(words: readonly string[]): boolean {
  const [word = '', previous = ''] = words.toReversed()
  const option = OPTIONS.find(({ flags }) => flags.split(/[ ,]+/).includes(previous))
  if (option && !isFlag(option)) return option.name !== 'profile'
  return !word.startsWith('-') && words[0] !== 'completion' && (words.length > 1 || /[./]/.test(word))
}

function completions(profiles: readonly string[]): RootCommand {
  const root = new RootCommand()
  const offering = (values: readonly string[]) => (offer: (value: string, description: string) => void) => {
    for (const value of values) offer(value, '')
  }
  const addOptions = (command: Command) => {
    for (const row of OPTIONS) {
      const [, short, long = row.name] = /^(?:-(\w), )?--([\w-]+)/.exec(row.flags) ?? []
      if (isFlag(row)) command.option(long, row.says, short)
      else command.option(long, row.says, offering(row.name === 'profile' ? profiles : []), short)
    }
  }
  addOptions(root)
  for (const row of transformRows) addOptions(root.command(row.name, describeTransform(row)))
  root.command('completion', 'prints the completion script of a shell').argument('shell', offering(SHELLS))
  return root
}

/** Loads the compiler with the profiles, which other words need not wait for. */
async function profileNames(): Promise<readonly string[]> {
  const { builtInProfiles } = await import('orm-analysis')
  return builtInProfiles.map(({ name }) => name)
}
