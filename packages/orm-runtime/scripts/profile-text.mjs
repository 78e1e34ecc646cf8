/** The rows of `orm-runtime` as the analysis reads them. */
export function profileText(operations) {
  const types = {}
  for (const row of operations) {
    for (const owner of row.on) Object.assign((types[owner] ??= {}), rowsOf(row, owner))
  }
  const iteration = { does: 'iterate', effect: 'read', result: 'many', throws: 'infrastructure', repeat: 'cached' }
  Object.assign(types.QuerySet, {
    '[Symbol.iterator]': { ...iteration, waits: 'blocking', twin: '[Symbol.asyncIterator]' },
    '[Symbol.asyncIterator]': { ...iteration, waits: 'async' },
  })
  types.RawQuerySet = {
    using: types.QuerySet.using,
    toArray: types.QuerySet.toArray,
    toArrayAsync: types.QuerySet.toArrayAsync,
    '[Symbol.iterator]': types.QuerySet['[Symbol.iterator]'],
    '[Symbol.asyncIterator]': types.QuerySet['[Symbol.asyncIterator]'],
  }
  const streamed = { ...iteration, repeat: 'reruns' }
  for (const owner of [types.QuerySet, types.Manager]) {
    Object.assign(owner, {
      iterator: { ...streamed, waits: 'blocking', twin: 'aiterator' },
      aiterator: { ...streamed, waits: 'async' },
    })
  }
  types.ForeignKey = types.ReverseOne = {
    '[property]': {
      does: 'property',
      waits: 'blocking',
      twin: 'aload',
      effect: 'read',
      result: 'one',
      throws: 'domain',
      repeat: 'cached',
      bulk: '`selectRelated`',
    },
  }
  const profile = {
    name: 'orm-runtime',
    modules: ['orm-runtime', 'orm-runtime/gather'],
    types,
    functions,
    lazyTypes: ['QuerySet', 'RawQuerySet'],
    callbacks,
    client: 'ambient',
    increments: '`F(…)`',
    gather: { module: 'orm-runtime/gather', export: 'gather' },
    // A model's rows are its instances.
    entries: { Model: 'Model' },
    bases: { Model: ['Instance'] },
    members: { 'Model.objects': 'Manager', 'QuerySet.[await]': 'Instance' },
  }
  return `import type { Profile } from './profile.ts'

/** The runtime of this repository. */
export const ormRuntime: Profile = ${JSON.stringify(profile, null, 2)}
`
}

function rowsOf({ name, twin, does, waits, effect, result, throws, repeat }, owner) {
  const changes = owner === 'Instance' && effect === 'read' && { changes: 'receiver' }
  const bulk = BULK[owner]?.[name]
  const gives = givenBy(does, result, owner)
  const more = { ...(repeat && { repeat }), ...changes, ...(bulk && { bulk }), ...(gives && { gives }) }
  const row = { does, effect, result, throws, ...more }
  if (twin === undefined) return { [name]: { ...row, waits } }
  return { [name]: { ...row, waits: 'blocking', twin }, [twin]: { ...row, waits: 'async' } }
}

function givenBy(does, result, owner) {
  if (does === 'build') return owner.endsWith('Manager') ? 'QuerySet' : undefined
  return result === 'one' && owner !== 'Instance' ? 'Instance' : undefined
}

const IN_BULK = { get: '`inBulk`', first: '`filter` with `__in`', last: '`filter` with `__in`' }
const ASKED = { ...IN_BULK, count: 'one `annotate`', exists: '`filter` with `__in`' }

/** What does the same for many rows at once. */
const BULK = {
  QuerySet: ASKED,
  Manager: { ...ASKED, create: '`bulkCreate`' },
  RelatedManager: { create: '`bulkCreate`' },
  Instance: {
    save: '`bulkUpdate`',
    delete: '`filter(…).delete()`',
    refreshFromDb: '`filter` with `__in`',
    aload: '`prefetchRelated`',
  },
}

const transaction = { does: 'transact', effect: 'write', result: 'one', throws: 'domain' }
const once = { waits: 'async', effect: 'write', result: 'none', throws: 'infrastructure' }

const aggregate = { does: 'build', waits: 'blocking', effect: 'none', result: 'query', throws: 'infrastructure' }

// It changes the instances that it is given, so no read of them may move across it.
const load = { does: 'run', effect: 'write', result: 'none', throws: 'infrastructure' }

const functions = {
  Count: aggregate,
  Sum: aggregate,
  Avg: aggregate,
  StringAgg: aggregate,
  Min: aggregate,
  Max: { ...aggregate, watermark: true },
  atomic: { ...transaction, waits: 'blocking', twin: 'aatomic' },
  aatomic: { ...transaction, waits: 'async' },
  prefetchRelatedObjects: { ...load, waits: 'blocking', twin: 'aprefetchRelatedObjects' },
  aprefetchRelatedObjects: { ...load, waits: 'async' },
  connect: { ...once, does: 'connect', throws: 'domain' },
  createTables: { ...once, does: 'run' },
  close: { ...once, does: 'run' },
}

const awaited = { result: 'awaited', reentrant: false }
const callbacks = {
  atomic: { argument: 0, result: 'required-sync', reentrant: false },
  aatomic: { argument: 0, ...awaited },
  asyncContext: { argument: 0, ...awaited },
  gather: { argument: 0, ...awaited, reentrant: true },
  mapConcurrent: { argument: 2, ...awaited, reentrant: true },
}
