/**
 * Functions of libraries that run a callback for each element of a collection, and functions that keep what runs at
 * once below a limit.
 *
 * `in-turn`: one element after the other. `together`: all at once. `limited`: as many at once as the caller allows.
 */
export interface ElementCallback {
  /** Indices of the arguments. */
  readonly collection: number
  readonly callback: number
  readonly turns: Turns
}

export type Turns = 'in-turn' | 'together' | 'limited'

/** The row of a function that runs a callback per element; `member` is `default` for a module's default export. */
export function elementCallbackOf({ module, member }: NamedMember): ElementCallback | undefined {
  const rows = ELEMENT_CALLBACKS[module]
  return rows?.[member] ?? rows?.['*']
}

/** True for a module of which a function or method that takes a callback runs it once, when there is room for it. */
export function isLimiterModule(module: string): boolean {
  return LIMITERS.has(module)
}

interface NamedMember {
  readonly module: string
  readonly member: string
}

const IN_TURN: ElementCallback = { collection: 0, callback: 1, turns: 'in-turn' }
const TOGETHER: ElementCallback = { collection: 0, callback: 1, turns: 'together' }
const LIMITED: ElementCallback = { collection: 0, callback: 1, turns: 'limited' }
const BOUNDED: ElementCallback = { collection: 0, callback: 2, turns: 'limited' }

function rows(row: ElementCallback, names: string): Record<string, ElementCallback> {
  return Object.fromEntries(names.split(' ').map((name) => [name, row]))
}

const LODASH = rows(TOGETHER, 'map flatMap forEach each filter some every find reduce')

const ASYNC = {
  ...rows(TOGETHER, 'each forEach map filter reject some every detect concat eachOf forEachOf mapValues'),
  ...rows(IN_TURN, 'eachSeries forEachSeries mapSeries filterSeries eachOfSeries forEachOfSeries concatSeries'),
  ...rows(BOUNDED, 'eachLimit forEachLimit mapLimit filterLimit eachOfLimit forEachOfLimit concatLimit'),
}

const BLUEBIRD = { ...rows(TOGETHER, 'map each filter forEach'), ...rows(IN_TURN, 'mapSeries each') }

const ELEMENT_CALLBACKS: Readonly<Record<string, Readonly<Record<string, ElementCallback>>>> = {
  'p-map': rows(LIMITED, '*'),
  'p-filter': rows(LIMITED, '*'),
  'p-each-series': rows(IN_TURN, '*'),
  'p-map-series': rows(IN_TURN, '*'),
  async: ASYNC,
  '@types/async': ASYNC,
  bluebird: BLUEBIRD,
  '@types/bluebird': BLUEBIRD,
  lodash: LODASH,
  '@types/lodash': LODASH,
  underscore: LODASH,
  '@types/underscore': LODASH,
  'orm-runtime': rows(BOUNDED, 'mapConcurrent'),
  'orm-runtime/gather': rows(BOUNDED, 'mapConcurrent'),
}

const LIMITERS = new Set(['p-limit', 'p-queue', 'p-throttle', 'p-retry', 'bottleneck', 'async-sema', 'limiter'])
