import type { ProfileIndex, ProfiledOperation } from '../profiles/profile-index.ts'
import type { CallbackRow, Operation, Profile } from '../profiles/profile.ts'
import { LANGUAGE, type ExportValue, type LibraryValue, type MemberValue, type TracedValue } from './traced-value.ts'
import type { TypeIdentity } from './type-oracle.ts'

/** What the profiles say of values of their types: the questions that the tracer asks of rows. */
export interface LibraryValues {
  /** What a module specifier of a package stands for. */
  readonly exportOf: (specifier: string, path: string) => ExportValue
  /** What a name stands for that nothing declares. */
  readonly globalOf: (name: string) => ExportValue | undefined
  /** The value that an export gives, called, constructed or as it is. */
  readonly entryOf: (value: ExportValue) => LibraryValue | undefined
  readonly memberOf: (value: LibraryValue | ExportValue, name: string) => TracedValue | undefined
  readonly functionOf: (value: ExportValue) => ProfiledOperation | undefined
  /** What a function or method hands to each parameter of a callback, by the row about it that is meant. */
  readonly handedBy: (
    callee: ExportValue | MemberValue,
    isMeant: (row: CallbackRow) => boolean,
  ) => LibraryValue | undefined
  readonly rowOf: (value: LibraryValue, member: string) => ProfiledOperation | undefined
  /** The type of a value and the types that it extends. */
  readonly typesOf: (value: LibraryValue) => readonly TypeIdentity[]
  /** What a call that a row describes gives. */
  readonly resultOf: (operation: Operation, receiver: LibraryValue) => TracedValue | undefined
  /** What the callback of a transaction is given. */
  readonly clientOf: (operation: Operation, receiver: LibraryValue) => LibraryValue
  /** What awaiting a query gives, one row or a list of them; undefined where that is unknown. */
  readonly awaited: (value: LibraryValue) => TracedValue | undefined
  readonly isLazy: (value: LibraryValue) => boolean
}

export function libraryValues(profiles: ProfileIndex): LibraryValues {
  const profileOf = (module: string): Profile | undefined =>
    profiles.profiles.find(({ modules }) => modules.includes(module))
  const typesOf = ({ module, type }: LibraryValue): TypeIdentity[] => {
    const { bases = {} } = profileOf(module) ?? {}
    const names = new Set([type])
    for (const name of names) for (const base of bases[name] ?? []) names.add(base)
    return [...names].map((name) => ({ module, type: name }))
  }
  const rowOf: LibraryValues['rowOf'] = (value, member) => {
    for (const identity of typesOf(value)) {
      const found = profiles.operationOf({ ...identity, member })
      if (found) return found
    }
    return undefined
  }
  const isOfType = (value: LibraryValue, isSuch: (type: TypeIdentity) => boolean) => typesOf(value).some(isSuch)
  const isLazy = (value: LibraryValue) => isOfType(value, profiles.isLazyType)
  const memberType = (value: LibraryValue, name: string): LibraryValue | undefined => {
    const { members = {} } = profileOf(value.module) ?? {}
    for (const { type } of typesOf(value)) {
      const found = members[`${type}.${name}`]
      if (found !== undefined) return { ...value, type: found }
    }
    return undefined
  }
  const memberOfLibrary = (value: LibraryValue, name: string): TracedValue | undefined => {
    const type = memberType(value, name)
    if (type) return type
    if (value.module === LANGUAGE || rowOf(value, name)) return { kind: 'member', of: value, name }
    return memberType(value, '*')
  }
  const entryOf = ({ module, folder, path }: ExportValue): LibraryValue | undefined => {
    const { entries = {} } = profileOf(module) ?? {}
    // What `require` gives has the exports as members.
    for (const name of [path, path.replace(/^default\./, '')])
      for (const key of folder === '' ? [name] : [`${folder}/${name}`, name]) {
        const found = Object.hasOwn(entries, key) ? entries[key] : undefined
        if (found !== undefined)
          return { kind: 'library', module, type: found.replace(/<.*/, ''), blocks: found.endsWith('<sync>') }
      }
    return undefined
  }
  const globals = new Map(profiles.profiles.flatMap((profile) => Object.entries(profile.globals ?? {})))
  const handedBy: LibraryValues['handedBy'] = (callee, isMeant) => {
    const declared =
      callee.kind === 'export'
        ? [{ module: callee.module, type: undefined, member: callee.path.split('.').at(-1) ?? '' }]
        : typesOf(callee.of).map((type) => ({ ...type, member: callee.name }))
    const module = callee.kind === 'export' ? callee.module : callee.of.module
    const row = declared.flatMap((one) => profiles.callbackOf(one) ?? []).find(isMeant)
    return row?.hands === undefined ? undefined : { kind: 'library', module, type: row.hands, blocks: true }
  }
  const functionOf = ({ module, path }: ExportValue) =>
    profiles.operationOf({ module, type: undefined, member: path.split('.').at(-1) ?? '' })

  return {
    exportOf: (specifier, path) => {
      const name = specifier.replace(/^node:/, '')
      const named = /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name
      const module = [specifier, name].find(profileOf) ?? named
      return { kind: 'export', module, folder: module === named ? name.slice(named.length + 1) : '', path }
    },
    globalOf: (name) => {
      const module = globals.get(name)
      return module === undefined ? undefined : { kind: 'export', module, folder: '', path: name }
    },
    entryOf,
    functionOf,
    handedBy,
    memberOf: (value, name) => {
      if (value.kind === 'library') return memberOfLibrary(value, name)
      const member = { ...value, path: value.path === '' ? name : `${value.path}.${name}` }
      const entry = entryOf(value)
      return entryOf(member) || !entry ? member : (memberOfLibrary(entry, name) ?? member)
    },
    rowOf,
    typesOf,
    isLazy,
    resultOf: ({ does, waits, gives, result }, receiver) => {
      const type = gives ?? (does === 'build' ? receiver.type : undefined)
      const made = type === undefined ? undefined : { ...receiver, type }
      const isQuery = made && isOfType(made, (one) => profiles.isLazyType(one) || profiles.isBuilderType(one))
      if (made && (isQuery || (does === 'build' && result !== 'one') || does === 'connect')) return made
      // A cursor is there at once.
      if (result === 'cursor') return made
      const value = result === 'many' ? { kind: 'list' as const, of: made } : made
      const isBlocking = waits === 'blocking' || (waits === 'by-type' && receiver.blocks)
      return isBlocking ? value : { kind: 'promise', of: value }
    },
    clientOf: ({ gives }, receiver) => ({ ...receiver, type: gives ?? receiver.type }),
    awaited: (value) => {
      if (!isLazy(value)) return value
      const of = memberType(value, '[await]')
      return of && { kind: 'list', of, orOne: true }
    },
  }
}
