/**
 * What the analysis knows of one library, as data: one row per method.
 *
 * A name of a type may have a star, which stands for any letters: `*Delegate`.
 *
 * Words. An *operation* is a row. A *builder method* returns another query and touches no database; a *terminal
 * method* runs it. The *twin* of a blocking operation is the asynchronous one that returns the same result.
 * A row is found by identity (module, declaring type, member), which the type oracle answers; never by a variable's name.
 */
export interface Profile {
  /** The name that `--profile` takes and messages print. */
  readonly name: string
  /** Packages, or absolute file names of the project's own modules, whose declarations these rows describe. */
  readonly modules: readonly string[]
  /** Rows of methods and properties: the declaring type's name, then the member's name. */
  readonly types: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  /** Rows of exported functions. */
  readonly functions: Readonly<Record<string, Operation>>
  /** Types whose values are queries that run when they are awaited, and only then. A type counts by its bases too. */
  readonly lazyTypes: readonly string[]
  /** Types whose values are queries that no `await` runs: a terminal method has to be called. */
  readonly builderTypes?: readonly string[]
  /** Types whose values are one connection, which answers one query at a time. */
  readonly connectionTypes?: readonly string[]
  /** True where one connection takes several queries at once, by design, and answers them in their order. */
  readonly pipelines?: true
  /** Types whose values are pool-level clients whatever is known of them: no transaction's client is assignable to them. */
  readonly poolTypes?: readonly string[]
  /** Where the callbacks that a function or method takes are run; rows keyed `function` or `Type.method`. */
  readonly callbacks?: Readonly<Record<string, CallbackRow>>
  /**
   * `ambient`: a query finds its connection by itself, and a transaction waits for its queries in flight before it rolls
   * back. `implicit`: it finds it by itself, and nothing waits for those in flight. `model`: it runs on its model's pool,
   * unless it is given a transaction. Absent: the connection is the object that a query's chain starts with.
   */
  readonly client?: 'ambient' | 'implicit' | 'model'
  /** The options and methods by which a query is given its transaction: `transaction` of `{ transaction }`. */
  readonly joinedBy?: readonly string[]
  /** The profile of the library that it is built on, whose transactions its queries can join. */
  readonly builtOn?: string
  /** True where a row that was read in a transaction stays in it, whoever changes it later. */
  readonly rowsJoin?: true
  /** A word that only programs have in which queries find their transaction by themselves: `useCLS`. */
  readonly implicitBy?: string
  /** Exports of drivers that make one connection, as `module.export`: a client made of one is no pool. */
  readonly connections?: readonly string[]
  /** `mutable`: a builder method changes the query that it is called on. Absent: it returns another. */
  readonly builders?: 'mutable'
  /**
   * Exports that give a value of a type, called, constructed or as they are: for code without types. A name may begin
   * with the part of the module behind the package (`promise/createPool`), a type may end with `<sync>`, where what the
   * driver may do synchronously is done so.
   */
  readonly entries?: Readonly<Record<string, string>>
  /** Names that mean a module's export where nothing declares or imports them, and that module: for code without types. */
  readonly globals?: Readonly<Record<string, string>>
  /** The types that a type extends and has rows of: for code without types. */
  readonly bases?: Readonly<Record<string, readonly string[]>>
  /**
   * Types of members without a row: for code without types. Keyed `Type.member`, `Type.*` where a schema names them, or
   * `Type.[await]` for the result of a lazy query.
   */
  readonly members?: Readonly<Record<string, string>>
  /** Modules whose copies of its functions answer a promise under the twin's name, without a module of twins. */
  readonly promising?: readonly string[]
  /** `when-named`: a migration leaves its calls alone unless it is told the profile's name. */
  readonly migrates?: 'when-named'
  /** `strict`: the strict configuration alone reports that its calls block. */
  readonly blocks?: 'strict'
  /** Types whose values are plain data: what has an array's methods in it is an array. */
  readonly plainTypes?: readonly string[]
  /** What its blocking calls do to a server, where that is not to block the event loop, as a message goes on. */
  readonly blocking?: string
  /** Where its blocking calls are at home, because the program runs in a browser there. */
  readonly browser?: BrowserPlaces
  /** How a query lets the database compute a new value from the old one, as a message names it: `` `$inc` ``. */
  readonly increments?: string
  /** The function that runs thunks together, waits for all, and rejects with the first error in program order. */
  readonly gather?: ExportName
  /** What `--target` takes: drivers that a migration can lead to, and what is otherwise there. */
  readonly targets?: Readonly<Record<string, Target>>
}

/** A driver that takes the place of one that blocks. */
export interface Target {
  /** Rows that take the place of those of the same type and member. */
  readonly types: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  /** What people have to change themselves, as a warning says it where the driver is opened. */
  readonly left: string
}

export interface BrowserPlaces {
  /** Folders of this name. */
  readonly folder: string
  /** Branches in which this member of the library is true. */
  readonly when: string
  /** Branches in which this member of the library is false. */
  readonly unless: string
}

export interface ExportName {
  readonly module: string
  readonly export: string
}

export interface Operation {
  /**
   * `build`: returns another query. `run`: sends one. `iterate`: the value may be iterated, which sends one (the row
   * stands under the member `[Symbol.iterator]`). `transact`: opens a transaction around a callback. `property`: a
   * lazy relation that sends a query when it is read (the row stands under the declaring type's name of the *field*).
   * `connect`: makes a pool-level client.
   */
  readonly does: 'build' | 'run' | 'iterate' | 'transact' | 'property' | 'connect'
  /** Who waits for it. `by-type`: the library's sync and async drivers share the method, so its result's type tells. */
  readonly waits: 'blocking' | 'async' | 'by-type'
  /**
   * What replaces a blocking operation: the name of the async method or export; `'same'` where the same call is
   * awaited instead; `'[query]'` where it is left out, and the query that it is called on is awaited; `null` where the
   * library has no async form.
   */
  readonly twin?: string | null
  /** `first`: the first of what the twin answers is what the blocking operation answered. */
  readonly takes?: 'first'
  /** The builder method by which a query that the twin runs is kept to one row. */
  readonly limitedBy?: string
  /** What is left to people once the call is awaited, as a warning says it. */
  readonly caveat?: Caveat
  /** `async`: calls that use its promise as a value are to be awaited; the project's own becomes async if it is not yet. */
  readonly became?: 'async'
  /** The module that exports the twin, where it is another than that of the blocking function. */
  readonly twinModule?: string
  /** The member of the blocking function's module that is the twin's: `promises` of `fs`. */
  readonly twinMember?: string
  /**
   * How the twin is called, where not with the same arguments for the same result. `promisified`: it takes a callback.
   * `whether`: it rejects where the blocking function answers false. `unless-missing`: it does not know the option
   * `throwIfNoEntry`. `command`: it takes a callback, and answers text unless it is told otherwise.
   */
  readonly twinForm?: 'promisified' | 'whether' | 'unless-missing' | 'command'
  /** The property of what the twin answers that is the result. */
  readonly twinField?: string
  /**
   * What it does with file descriptors, in whose place its twin has file handles. `opens`: it answers one. `uses`: its first
   * argument is one, and the twin is a method of the handle. `may-use`: its first argument is one or a path.
   */
  readonly descriptor?: 'opens' | 'uses' | 'may-use'
  /** True where people have to rewrite the call; a name, or names, where they have to if the call gives such an option. */
  readonly twinDiffers?: true | string | readonly string[]
  /** True where the call does not wait if its last argument is a callback. */
  readonly callsBack?: true
  /** `transact`: the call returns the function that runs the callback, and a row `[call]` of its type says so. */
  readonly deferred?: true
  readonly effect: Effect
  /** What the result is, once waited for. */
  readonly result: 'one' | 'many' | 'count' | 'none' | 'cursor' | 'query'
  /**
   * The errors it may throw beside argument errors: none, where they are in the result; lost connections only; or ones that
   * the program acts on.
   */
  readonly throws: 'nothing' | 'infrastructure' | 'domain'
  /** What a second await of the same query does. */
  readonly repeat?: 'reruns' | 'cached' | 'throws'
  /** `receiver`: the object that the method is called on remembers the result. */
  readonly changes?: 'receiver'
  /** True where the result says how far a later query may read: a maximum, the latest row, a version, the time. */
  readonly watermark?: true
  /** The type of the result, for code without types; absent for a builder that returns its own type. */
  readonly gives?: string
  /** What does the same for many rows at once, as a message names it: `createMany`, `` `findMany` with `in` ``. */
  readonly bulk?: string
  /** Properties in what the call is given, however deep, that its `bulk` does not take. */
  readonly bulkRefuses?: readonly string[]
  /** `model`: it runs on its model's pool, unless it is given a transaction, whatever the profile's `client`. */
  readonly client?: 'model'
  /** True where the library sends the calls of one tick as one query. */
  readonly batches?: true
  /** Index of the argument that is the client which the query runs on, where the call is given one: `query(trx)`. */
  readonly clientArgument?: number
  /**
   * `transact`: index of the callback parameter that is the transaction's client, `every` where it is handed models that
   * are bound to it; absent where it is ambient.
   */
  readonly clientParameter?: number | 'every'
}

export interface Caveat {
  /** `result`: it matters only where the result is used. */
  readonly of: 'call' | 'result'
  /** A sentence. */
  readonly says: string
}

/** `observe` (logs, metrics) may change its order; `unknown` may do anything. See semantics.md B. */
export type Effect = 'none' | 'observe' | 'read' | 'write' | 'unknown'

/** How a library calls a callback that it is given. */
export interface CallbackRow {
  /** Which argument the callback is; absent where it is whichever is a function. */
  readonly argument?: number
  /** Functions of this name in an object that the argument is, or returns, are run alike; `*` for all of them. */
  readonly members?: string
  /** The type of what the callback is given, for code without types. */
  readonly hands?: string
  /**
   * `awaited`: the library waits for the promise. `returned`: the call answers a promise that settles with the
   * callback's. `ignored`: it drops what the callback returns, and a rejection ends the process. `required-sync`: it
   * needs the result, or the effects, at once.
   */
  readonly result: 'awaited' | 'returned' | 'ignored' | 'required-sync'
  /**
   * The first version of the package that waits. One before it drops the promise, and takes an error only if the callback
   * hands it to its last parameter, `next`.
   */
  readonly waitsSince?: PackageVersion
  /** Why its result is needed at once, where a better way out can be named. */
  readonly because?: 'render' | 'schema-refinement' | 'memoizer'
  /** True where a second call may start before the promise of the first has settled. */
  readonly reentrant: boolean
  /** Index of the callback's parameter, if it takes one, that is called at the end: such a callback may answer no promise. */
  readonly done?: number
}

export interface PackageVersion {
  readonly package: string
  readonly major: number
}
