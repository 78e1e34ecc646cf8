/**
 * What the analysis knows of the language's own objects and of Node's globals: a row per member, by the type of the
 * declaration files (`lib.*.d.ts`, `@types/node`) that declares it. What has no row may do anything.
 */
export interface BuiltInRow {
  readonly effect: 'none' | 'observe' | 'unknown'
  /** What it changes in memory. */
  readonly changes?: 'receiver' | 'first-argument'
  /** True where it runs the functions that it is given before it returns, or a promise of it settles. */
  readonly runsCallbacks?: true
  /** True where it throws for some values of its declared argument types. */
  readonly mayThrow?: true
  /** True where it waits for the promises in a list. */
  readonly combines?: true
  /** True where its promise settles by the passing of time or by somebody else's doing. */
  readonly waits?: true
  /** `reads`: it tells the time; `reads-without-arguments`: called so, it does. */
  readonly clock?: 'reads' | 'reads-without-arguments'
}

/** The row of a built-in member; `type` is undefined for a global function or class. */
export function builtInOf({ module, type, member }: BuiltInName): BuiltInRow | undefined {
  if (LOGGERS[module]?.has(member)) return { effect: 'observe' }
  if (!MODULES.has(module)) return undefined
  const rows = type === undefined ? GLOBALS : MEMBERS[type.replace(/^Readonly(?=Array|Map|Set)/, '')]
  return rows?.get(member)
}

/** True for the iterator of a container that may be gone through any number of times, to the same effect. */
export function isBuiltInContainer({ module, type }: BuiltInName): boolean {
  return MODULES.has(module) && type !== undefined && !/Generator|Iterator/.test(type)
}

interface BuiltInName {
  readonly module: string
  readonly type: string | undefined
  readonly member: string
}

/** The packages whose declarations make up the global scope; `@types/node` declares some of it under module names. */
const MODULES = new Set([
  ...['typescript', '@types/node', 'bun-types', '@types/bun', 'undici-types'],
  ...['console', 'timers', 'timers/promises', 'url', 'perf_hooks', 'process', 'buffer', 'events', 'globals', 'crypto'],
])

const LOG_METHODS = new Set(['trace', 'debug', 'info', 'log', 'warn', 'error', 'fatal', 'verbose', 'silly', 'http'])

const LOGGERS: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  ['pino', 'winston', 'consola', 'loglevel', '@types/bunyan', 'tslog', '@types/debug'].map((name) => [
    name,
    LOG_METHODS,
  ]),
)

const PURE: BuiltInRow = { effect: 'none' }
const RUNS: BuiltInRow = { effect: 'none', runsCallbacks: true }
const CHANGES: BuiltInRow = { effect: 'none', changes: 'receiver' }
const CHANGES_BY_CALLBACK: BuiltInRow = { effect: 'none', changes: 'receiver', runsCallbacks: true }
const THROWS: BuiltInRow = { effect: 'none', mayThrow: true }
const LOGS: BuiltInRow = { effect: 'observe' }
const CLOCK: BuiltInRow = { effect: 'none', clock: 'reads' }
const WAITS: BuiltInRow = { effect: 'unknown', waits: true }

function rows(...groups: [names: string, row: BuiltInRow][]): ReadonlyMap<string, BuiltInRow> {
  return new Map(groups.flatMap(([names, row]) => names.split(' ').map((name) => [name, row] as const)))
}

const GLOBALS = rows(
  ['Number String Boolean Symbol Object Error TypeError RangeError isNaN isFinite parseInt parseFloat', PURE],
  ['Map Set WeakMap WeakSet URLSearchParams Headers TextEncoder TextDecoder AbortController encodeURIComponent', PURE],
  ['encodeURI Uint8Array Float64Array Uint32Array Int32Array FormData Proxy', PURE],
  ['BigInt URL Array RegExp structuredClone decodeURIComponent decodeURI atob btoa', THROWS],
  ['Date', { effect: 'none', clock: 'reads-without-arguments' }],
  ['setTimeout setInterval setImmediate queueMicrotask requestAnimationFrame', WAITS],
)

const ARRAY = rows(
  ['at concat entries includes indexOf join keys lastIndexOf slice values toReversed flat toSpliced toString', PURE],
  ['map filter some every find findIndex findLast findLastIndex flatMap forEach toSorted', RUNS],
  ['reduce reduceRight', { ...RUNS, mayThrow: true }],
  ['push pop shift unshift splice reverse fill copyWithin', CHANGES],
  ['sort', CHANGES_BY_CALLBACK],
  ['with', THROWS],
)

const STRING = rows(
  ['at charAt charCodeAt codePointAt concat endsWith includes indexOf lastIndexOf length localeCompare padEnd', PURE],
  ['padStart slice split startsWith substring substr toLowerCase toUpperCase toLocaleLowerCase toString', PURE],
  ['toLocaleUpperCase trim trimEnd trimStart valueOf match search toWellFormed isWellFormed', PURE],
  ['replace', RUNS],
  ['replaceAll', { ...RUNS, mayThrow: true }],
  ['repeat normalize matchAll', THROWS],
)

const COLLECTION_READS = 'get has keys values entries'

const MEMBERS: Readonly<Record<string, ReadonlyMap<string, BuiltInRow>>> = {
  Array: ARRAY,
  ArrayConstructor: rows(['isArray of', PURE], ['from', RUNS], ['fromAsync', WAITS]),
  String: STRING,
  StringConstructor: rows(['raw fromCharCode', PURE], ['fromCodePoint', THROWS]),
  Number: rows(['toLocaleString valueOf toString toFixed toPrecision toExponential', PURE]),
  NumberConstructor: rows(['isInteger isNaN isFinite isSafeInteger parseInt parseFloat', PURE]),
  Boolean: rows(['toString valueOf', PURE]),
  BigInt: rows(['toString toLocaleString', PURE]),
  Math: rows([
    'abs ceil floor round trunc max min pow sqrt sign random hypot log log2 log10 exp cbrt sin cos tan atan2',
    PURE,
  ]),
  JSON: rows(['parse', { ...THROWS, runsCallbacks: true }], ['stringify', RUNS]),
  Map: rows([COLLECTION_READS, PURE], ['forEach', RUNS], ['set delete clear', CHANGES]),
  Set: rows(
    [`${COLLECTION_READS} union intersection difference isSubsetOf`, PURE],
    ['forEach', RUNS],
    ['add delete clear', CHANGES],
  ),
  WeakMap: rows(['get has', PURE], ['set delete', CHANGES]),
  WeakSet: rows(['has', PURE], ['add delete', CHANGES]),
  MapConstructor: rows(['groupBy', RUNS]),
  ObjectConstructor: rows(
    ['keys values entries fromEntries is hasOwn getPrototypeOf create isFrozen', PURE],
    ['groupBy', RUNS],
    ['freeze seal', PURE],
    ['assign defineProperty', { ...THROWS, changes: 'first-argument' }],
  ),
  Object: rows(['hasOwnProperty isPrototypeOf valueOf toString', PURE]),
  RegExp: rows(['test exec', PURE]),
  Date: rows(
    ['getTime getFullYear getMonth getDate getDay getHours getMinutes getSeconds getMilliseconds valueOf', PURE],
    ['getUTCFullYear getUTCMonth getUTCDate getUTCDay getUTCHours getUTCMinutes getUTCSeconds toString', PURE],
    ['toDateString toLocaleDateString toLocaleString toLocaleTimeString getTimezoneOffset toJSON', PURE],
    ['toISOString', THROWS],
    ['setTime setFullYear setMonth setDate setHours setMinutes setSeconds setMilliseconds', CHANGES],
    ['setUTCFullYear setUTCMonth setUTCDate setUTCHours setUTCMinutes setUTCSeconds', CHANGES],
  ),
  DateConstructor: rows(['now', CLOCK], ['parse UTC', PURE]),
  Performance: rows(['now', CLOCK]),
  Promise: rows(['then catch finally', RUNS]),
  PromiseConstructor: rows(
    ['all allSettled', { ...PURE, combines: true }],
    ['resolve', PURE],
    ['reject', THROWS],
    ['race any withResolvers', WAITS],
  ),
  Console: rows(['log info warn error debug trace dir table group groupEnd groupCollapsed', LOGS]),
  Body: rows(['json text arrayBuffer blob', THROWS]),
  BodyMixin: rows(['json text arrayBuffer blob', THROWS]),
  Headers: rows(['get has', PURE], ['set append delete', CHANGES]),
  URLSearchParams: rows([COLLECTION_READS, PURE], ['getAll toString', PURE], ['set append delete', CHANGES]),
  URL: rows(['toString', PURE]),
  AbortSignal: rows(['throwIfAborted', { effect: 'unknown' }]),
  Crypto: rows(['randomUUID', PURE]),
  Iterator: rows(['next', { effect: 'unknown' }]),
}
