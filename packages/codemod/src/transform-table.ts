/**
 * Every word that may begin a command line, the default first: `--help`, shell completion and the docs are made of this
 * table, and the transforms themselves take their names from it. It loads no compiler.
 */
export const TRANSFORMS = {
  async: {
    name: 'async',
    describe: 'awaits the asynchronous twin of each blocking query, and makes its callers async, across files',
    then: 'parallel',
    example: {
      before: 'function label(id: number) {\n  return User.objects.get({ id }).name\n}',
      after: 'async function label(id: number) {\n  return (await User.objects.aget({ id })).name\n}',
    },
  },
  parallel: {
    name: 'parallel',
    describe: 'sends queries together that wait for each other for nothing',
    example: {
      before: 'const user = await User.objects.aget({ id })\nconst orders = await Order.objects.acount()',
      after: 'const [user, orders] = await Promise.all([\n  User.objects.aget({ id }),\n  Order.objects.acount(),\n])',
    },
  },
} as const satisfies Readonly<Record<string, TransformRow>>

export interface TransformRow {
  readonly name: string
  /** What it does: one line, present tense. */
  readonly describe: string
  /** The transform that works on its output. */
  readonly then?: string
  readonly example: { readonly before: string; readonly after: string }
}

export const transformRows: readonly TransformRow[] = Object.values(TRANSFORMS)

/** What the word on the command line does, with the transform that follows it. */
export function describeTransform({ describe, then }: TransformRow): string {
  return then === undefined ? describe : `${describe}; then \`${then}\``
}
