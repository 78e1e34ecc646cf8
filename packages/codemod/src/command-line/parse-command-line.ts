import { existsSync } from 'node:fs'
import { Command, CommanderError, Option } from 'commander'
import { CodemodError, EXIT_CODES } from '../codemod-error.ts'

export interface CommandLine {
  readonly transform: string
  readonly paths: readonly string[]
  readonly project: string | undefined
  readonly profiles: readonly string[]
  readonly unsafe: boolean
  readonly force: boolean
  readonly output: 'summary' | 'json' | 'diff'
  readonly explain: boolean
  /** `write` changes files; `check` exits 1 if it would. */
  readonly action: 'write' | 'show' | 'check'
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
  const program = commandOf(transforms, version)
  try {
    program.parse(args, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return undefined
    throw usage(`${error.message.replace(/^error: /, '')}\n\`orm-codemod --help\` lists all options.`)
  }
  const options = { ...FLAGS_OFF, ...program.opts<ParsedOptions>() }
  if (options.json && options.diff) throw usage('--json and --diff both say what to print; choose one.')
  return {
    ...words(program.args, transforms),
    project: options.project,
    profiles: options.profile,
    unsafe: options.unsafe,
    force: options.force,
    explain: options.explain,
    output: options.json ? 'json' : options.diff ? 'diff' : 'summary',
    action: options.check ? 'check' : options.dry || options.diff ? 'show' : 'write',
  }
}

const FLAGS_OFF = { unsafe: false, force: false, dry: false, diff: false, check: false, json: false, explain: false }

interface ParsedOptions extends Partial<typeof FLAGS_OFF> {
  readonly project?: string
  readonly profile: readonly string[]
}

function commandOf(transforms: readonly TransformChoice[], version: string): Command {
  const described = transforms.map(({ name, describe }) => `  ${name.padEnd(10)}${describe}`).join('\n')
  const collect = (name: string, before: readonly string[]) => [...before, name]
  return new Command('orm-codemod')
    .usage('[transform] [paths…] [options]')
    .description('Moves a code base from synchronous to asynchronous database calls, proved before a byte is written.')
    .argument('[transform]', 'what to do')
    .argument('[paths...]', 'files or folders to begin in; callers follow wherever they are')
    .option('-p, --project <file>', 'the tsconfig.json to use, instead of the nearest one')
    .addOption(
      new Option('--profile <name>', 'only this library (may be repeated)').argParser(collect).default([], 'all'),
    )
    .option('--dry', 'print what would change, and write nothing')
    .option('--diff', 'print a unified diff, and write nothing')
    .option('--check', 'write nothing, and exit 1 if anything would change')
    .option('--json', 'print one JSON document')
    .option('--explain', 'print what is assumed, and why places were left alone')
    .option('--unsafe', 'apply rewrites that may change results too')
    .option('--force', 'write though the git tree is dirty or there is none')
    .version(version)
    .addHelpText('after', `\nTransforms:\n${described}\n${EXIT_CODE_HELP}`)
    .configureOutput({ outputError: () => undefined })
    .showSuggestionAfterError()
    .exitOverride()
}

const EXIT_CODE_HELP = `
Exit codes:
  0  done                     3  refused: something does not parse, or could be lost
  1  --check found changes    4  a file could not be read or written; nothing was changed
  2  wrong arguments         70  internal error`

/** The first word is a transform if it is one, else a path if it exists. */
function words(
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
