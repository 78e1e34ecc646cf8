/**
 * Where a program gives away a value that is written out at once: a promise in it becomes `{}`. Rows are the packages
 * whose declarations they describe, with the declaring type and the member.
 */
const VALUE_SINKS: readonly ValueSinks[] = [
  {
    modules: ['express', '@types/express', '@types/express-serve-static-core'],
    members: ['Response.json', 'Response.jsonp', 'Response.send'],
  },
  { modules: ['fastify'], members: ['FastifyReply.send'] },
  { modules: ['hono'], members: ['Context.json'] },
  { modules: ['next'], members: ['NextResponse.json', 'NextApiResponse.json', 'NextApiResponse.send'] },
  // `Response.json` of the web, as browsers, Node and Bun declare it.
  { modules: ['typescript', 'undici-types', '@types/node', 'bun-types'], members: ['Response.json', '.json'] },
]

interface ValueSinks {
  readonly modules: readonly string[]
  /** `Type.member`; without a type where the declaration's type has no name. */
  readonly members: readonly string[]
}

/** True for a function that writes out the value that it is given. */
export function takesValue({ module, type, member }: DeclaredMember): boolean {
  return VALUE_SINKS.some(
    ({ modules, members }) => modules.includes(module) && members.includes(`${type ?? ''}.${member}`),
  )
}

interface DeclaredMember {
  readonly module: string
  readonly type: string | undefined
  readonly member: string
}

/** False for a name that no such function has, so that nobody need ask where it is declared. */
export function mayTakeValue(member: string): boolean {
  return NAMES.has(member)
}

const NAMES = new Set(VALUE_SINKS.flatMap(({ members }) => members.map((each) => each.slice(each.indexOf('.') + 1))))
