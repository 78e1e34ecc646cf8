import { frameworks } from './frameworks.ts'
import { node, testRunners } from './node.ts'
import type { CallbackRow, Operation, Profile } from './profile.ts'

/** Rows of all chosen profiles and of Node's, looked up by where a member is declared. */
export interface ProfileIndex {
  readonly profiles: readonly Profile[]
  readonly operationOf: (declared: Declared) => ProfiledOperation | undefined
  /** False for a name that no member of any row has, so that nobody need ask where such a member is declared. */
  readonly mayName: (member: string) => boolean
  readonly callbackOf: (declared: Declared) => CallbackRow | undefined
  /** False for a name that no function or method with a row about its callbacks has. */
  readonly mayTakeCallback: (member: string) => boolean
  /** True for a type whose values are queries that run only when something awaits them. */
  readonly isLazyType: (type: NamedType) => boolean
  /** True for a type whose values are queries that only a terminal method runs. */
  readonly isBuilderType: (type: NamedType) => boolean
  /** True for the type of a query that each step of a chain changes. */
  readonly isMutableType: (type: NamedType) => boolean
  /** True for a type whose values are plain data. */
  readonly isPlainType: (type: NamedType) => boolean
  /** True for a type whose values are one connection. */
  readonly isConnectionType: (type: NamedType) => boolean
  /** True for the type of the connection that a transaction hands to its callback. */
  readonly isTransactionType: (type: NamedType) => boolean
  /** False where there is none, so that nobody need ask for a type. */
  readonly hasConnectionTypes: boolean
  /** True for the type of one connection that runs one query at a time. */
  readonly isSerialType: (type: NamedType) => boolean
  /** True for a type that only pool-level clients have. */
  readonly isPoolType: (type: NamedType) => boolean
  /** False where there is none, so that nobody need ask for a type. */
  readonly hasPoolTypes: boolean
}

interface NamedType {
  readonly module: string
  readonly type: string
}

/** Where a member is declared; see the oracle's `DeclaredIdentity`. */
interface Declared {
  readonly module: string
  readonly type: string | undefined
  readonly member: string
}

export interface ProfiledOperation {
  readonly profile: Profile
  readonly operation: Operation
  readonly member: string
}

export function indexProfiles(profiles: readonly Profile[]): ProfileIndex {
  const byModule = new Map<string, Profile[]>()
  for (const profile of [...profiles, ...PLATFORM])
    for (const module of profile.modules) byModule.set(module, [...(byModule.get(module) ?? []), profile])

  const tables = profiles.flatMap(({ types, functions }) => [...Object.values(types), functions])
  const names = new Set(tables.flatMap((rows) => Object.keys(rows)))
  const callers = [...profiles, ...PLATFORM].flatMap(({ callbacks = {} }) => Object.keys(callbacks))
  const namesOfCallers = new Set(callers.map((key) => key.slice(key.indexOf('.') + 1)))
  const isOneOf =
    (typesOf: (profile: Profile) => readonly string[]) =>
    ({ module, type }: NamedType) =>
      (byModule.get(module) ?? []).some((profile) => typesOf(profile).some((pattern) => matches(pattern, type)))

  return {
    profiles,
    mayName: (member) => names.has(member),
    operationOf: ({ module, type, member }) => {
      for (const profile of byModule.get(module) ?? []) {
        const tables = type === undefined ? [profile.functions] : rowsOf(profile, type)
        for (const rows of tables) {
          const operation = ownEntry(rows, member)
          if (operation) return { profile, operation, member }
        }
      }
      return undefined
    },
    callbackOf: ({ module, type, member }) => {
      const key = type === undefined ? member : `${type}.${member}`
      for (const profile of byModule.get(module) ?? []) {
        const row = profile.callbacks && ownEntry(profile.callbacks, key)
        if (row) return row
      }
      return undefined
    },
    mayTakeCallback: (member) => namesOfCallers.has(member),
    isLazyType: isOneOf(({ lazyTypes }) => lazyTypes),
    isBuilderType: isOneOf(({ builderTypes = [] }) => builderTypes),
    isMutableType: isOneOf(({ builders, lazyTypes, builderTypes = [] }) =>
      builders === 'mutable' ? [...lazyTypes, ...builderTypes] : [],
    ),
    isPlainType: isOneOf(({ plainTypes = [] }) => plainTypes),
    isConnectionType: isOneOf(({ connectionTypes = [] }) => connectionTypes),
    isTransactionType: isOneOf(transactionTypes),
    hasConnectionTypes: profiles.some(({ connectionTypes }) => connectionTypes !== undefined),
    isSerialType: isOneOf(({ connectionTypes = [], pipelines }) => (pipelines ? [] : connectionTypes)),
    isPoolType: isOneOf(({ poolTypes = [] }) => poolTypes),
    hasPoolTypes: profiles.some(({ poolTypes }) => poolTypes !== undefined),
  }
}

function transactionTypes({ connectionTypes = [], types, functions }: Profile): readonly string[] {
  const rows = [...Object.values(types), functions].flatMap((table) => Object.values(table))
  const given = new Set(rows.flatMap(({ does, gives }) => (does === 'transact' && gives !== undefined ? [gives] : [])))
  return connectionTypes.filter((type) => given.has(type))
}

/** Known whatever profiles are chosen. */
const PLATFORM: readonly Profile[] = [node, ...testRunners, ...frameworks]

/** The rows of a type: those under its name first, then those under names with a star. */
function rowsOf({ types }: Profile, name: string): Readonly<Record<string, Operation>>[] {
  const own = ownEntry(types, name)
  const starred = Object.keys(types).filter((key) => key.includes('*') && matches(key, name))
  return [own, ...starred.map((key) => types[key])].filter((rows) => rows !== undefined)
}

function matches(pattern: string, name: string): boolean {
  if (!pattern.includes('*')) return pattern === name
  const [head = '', tail = ''] = pattern.split('*')
  return name.length >= head.length + tail.length && name.startsWith(head) && name.endsWith(tail)
}

function ownEntry<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}
