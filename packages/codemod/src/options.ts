/**
 * Every option once. The parser, `--help`, the configuration file and docs/options.md are made of this table; `Options`
 * below it says what each one's value is.
 */
const TABLE = [
  {
    name: 'project',
    flags: '-p, --project <file>',
    group: 'where',
    says: 'the tsconfig.json to use, instead of the nearest one',
    example: 'tsconfig.app.json',
    inConfig: true,
    isPath: true,
  },
  {
    name: 'untyped',
    flags: '--untyped',
    group: 'where',
    says: 'take the JavaScript files of the nearest package for the project, and no tsconfig',
    excludes: ['project'],
    inConfig: true,
  },
  {
    name: 'profile',
    flags: '--profile <name>',
    group: 'what',
    isList: true,
    says: 'only this library (may be repeated)',
    example: 'drizzle-orm',
    inConfig: true,
  },
  {
    name: 'unsafe',
    flags: '--unsafe',
    group: 'what',
    says: 'apply rewrites that may change results too',
    inConfig: true,
  },
  {
    name: 'wrap',
    flags: '--wrap <file>',
    group: 'what',
    isList: true,
    says: 'make the exports of this module asynchronous, so that a driver that blocks can be replaced behind them',
  },
  {
    name: 'target',
    flags: '--target <driver>',
    group: 'what',
    says: 'the asynchronous driver that is to come: terminals and transactions become its own',
    example: 'libsql',
    inConfig: true,
  },
  {
    name: 'entry',
    flags: '--entry <file#export>',
    group: 'where',
    isList: true,
    says: 'migrate what this function reaches, and keep the rest; `file#Class.method` too (may be repeated)',
    example: 'src/server.ts#getUser',
  },
  {
    name: 'from',
    flags: '--from <git ref>',
    group: 'where',
    says: 'begin only in files that changed since a commit or branch; callers follow wherever they are',
    example: 'main',
  },
  {
    name: 'keep',
    flags: '--keep <export>',
    group: 'what',
    isList: true,
    says: 'keep the signature of `export` or `file#export` (may be repeated)',
    example: 'src/index.ts#load',
    inConfig: true,
  },
  {
    name: 'twinName',
    flags: '--twin-name <pattern>',
    group: 'what',
    default: '{name}Async',
    says: 'what the asynchronous twin of a function is called that others go on calling',
    example: 'async{name}',
    inConfig: true,
  },
  {
    name: 'markers',
    flags: '--markers',
    group: 'what',
    says: 'leave a comment at each boundary, and take away those whose boundary is gone',
    inConfig: true,
  },
  { name: 'dry', flags: '--dry', group: 'output', says: 'print what would change, and write nothing' },
  { name: 'diff', flags: '--diff', group: 'output', says: 'print a unified diff, and write nothing' },
  { name: 'check', flags: '--check', group: 'output', says: 'write nothing, and exit 1 if anything would change' },
  { name: 'strict', flags: '--strict', group: 'output', says: 'exit 1 if boundaries are left' },
  { name: 'json', flags: '--json', group: 'output', says: 'print one JSON document', excludes: ['diff'] },
  {
    name: 'sarif',
    flags: '--sarif',
    group: 'output',
    says: 'print what is left to do by hand as a SARIF 2.1.0 log',
    excludes: ['diff', 'json'],
  },
  {
    name: 'explain',
    flags: '--explain',
    group: 'output',
    says: 'print what is assumed, and why places were left alone',
  },
  {
    name: 'report',
    flags: '--report <file>',
    group: 'output',
    says: 'write a page of HTML with the figures, the differences and what is left',
    example: 'migration.html',
  },
  {
    name: 'interactive',
    flags: '-i, --interactive',
    group: 'writing',
    says: 'show each change, and ask whether to apply it',
    excludes: ['dry', 'diff', 'check'],
  },
  { name: 'force', flags: '--force', group: 'writing', says: 'write though the git tree is dirty or there is none' },
  {
    name: 'resume',
    flags: '--resume',
    group: 'writing',
    says: 'finish the run that was killed while it wrote files',
    excludes: ['dry', 'diff', 'check', 'json', 'sarif', 'report', 'interactive'],
  },
] as const satisfies readonly OptionRow[]

export const OPTIONS: readonly OptionRow[] = TABLE

/** The options that a configuration file may give. */
export type ConfigOption = Extract<(typeof TABLE)[number], { readonly inConfig: true }>['name']

/** The value of each option; a list is empty and a flag false where it is not given. */
export interface Options {
  readonly project: string | undefined
  readonly untyped: boolean
  readonly profile: readonly string[]
  readonly wrap: readonly string[]
  readonly target: string | undefined
  readonly entry: readonly string[]
  readonly from: string | undefined
  readonly keep: readonly string[]
  readonly twinName: string
  readonly markers: boolean
  readonly unsafe: boolean
  readonly dry: boolean
  readonly diff: boolean
  readonly check: boolean
  readonly strict: boolean
  readonly json: boolean
  readonly sarif: boolean
  readonly explain: boolean
  readonly report: string | undefined
  readonly interactive: boolean
  readonly force: boolean
  readonly resume: boolean
}

export interface OptionRow {
  readonly name: keyof Options
  /** As commander spells them: a value stands in `<>`. */
  readonly flags: string
  readonly group: OptionGroup
  /** One line, present tense. */
  readonly says: string
  readonly isList?: true
  /** Options that it can't stand beside. */
  readonly excludes?: readonly (keyof Options)[]
  /** A value, for the docs, of an option that has one. */
  readonly example?: string
  /** It is the same for every run of a project, so the configuration file may give it. */
  readonly inConfig?: true
  /** Its value is a path: in the configuration file, from where that lies. */
  readonly isPath?: true
  /** What it is where it is not given, if that is neither false nor nothing. */
  readonly default?: string
}

/** In the order of `--help`. */
export const OPTION_GROUPS = {
  where: 'Where to begin',
  what: 'What to change',
  output: 'What to print',
  writing: 'How to write',
} as const

export type OptionGroup = keyof typeof OPTION_GROUPS
