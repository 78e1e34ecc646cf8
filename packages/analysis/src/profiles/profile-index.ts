import { node } from './node.ts'
import type { CallbackRow, Operation, Profile } from './profile.ts'

/** Rows of all chosen profiles and of Node's, looked up by where a member is declared. */
export interface ProfileIndex {
  readonly profiles: readonly Profile[]
  readonly operationOf: (declared: Declared) => ProfiledOperation | undefined
  /** False for a name that no member of any row has, so that nobody need ask where such a member is declared. */
  readonly mayName: (member: string) => boolean
  readonly callbackOf: (declared: Declared) => CallbackRow | undefined
  /** True for a type whose values are queries that run only when something awaits them. */
  readonly isLazyType: (declared: Declared) => boolean
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
  for (const profile of [...profiles, node])
    for (const module of profile.modules) byModule.set(module, [...(byModule.get(module) ?? []), profile])

  const tables = profiles.flatMap(({ types, functions }) => [...Object.values(types), functions])
  const names = new Set(tables.flatMap((rows) => Object.keys(rows)))

  return {
    profiles,
    mayName: (member) => names.has(member),
    operationOf: ({ module, type, member }) => {
      for (const profile of byModule.get(module) ?? []) {
        const rows = type === undefined ? profile.functions : ownEntry(profile.types, type)
        const operation = rows && ownEntry(rows, member)
        if (operation) return { profile, operation, member }
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
    isLazyType: ({ module, type }) =>
      type !== undefined && (byModule.get(module) ?? []).some((profile) => profile.lazyTypes.includes(type)),
  }
}

function ownEntry<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}
