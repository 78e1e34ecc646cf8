import type { Effect, Operation, Profile } from './profile.ts'
import { methods, types } from './rows.ts'

const FILTERS = [
  ...['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'like', 'likeAllOf', 'likeAnyOf', 'ilike', 'ilikeAllOf', 'ilikeAnyOf'],
  ...['regexMatch', 'regexIMatch', 'is', 'isDistinct', 'in', 'notIn', 'contains', 'containedBy', 'overlaps'],
  ...['rangeGt', 'rangeGte', 'rangeLt', 'rangeLte', 'rangeAdjacent', 'textSearch', 'match', 'not', 'or', 'filter'],
]

const STEPS = [
  ...['select', 'order', 'limit', 'range', 'abortSignal', 'single', 'maybeSingle', 'csv', 'geojson', 'explain'],
  ...['rollback', 'returns', 'overrideTypes', 'maxAffected', 'throwOnError', 'setHeader', 'stripNulls', 'retry'],
]

/**
 * supabase-js 2. A builder is a request that is sent when it is awaited, and again with each further await. What goes
 * wrong is in the result, as `error`, unless the request says `throwOnError()`. There are no transactions.
 */
export const supabase: Profile = {
  name: 'supabase',
  modules: ['@supabase/supabase-js', '@supabase/postgrest-js', '@supabase/ssr'],
  client: 'model',
  builders: 'mutable',
  types: {
    ...types(['SupabaseClient', 'PostgrestClient'], {
      from: build('none', 'PostgrestQueryBuilder'),
      schema: build('none', 'PostgrestClient'),
      rpc: build('unknown', 'PostgrestFilterBuilder'),
    }),
    PostgrestQueryBuilder: {
      select: { ...build('read', 'PostgrestFilterBuilder'), bulk: 'one `select` with `in`' },
      ...methods(['insert', 'upsert'], {
        ...build('write', 'PostgrestFilterBuilder'),
        bulk: 'one call with an array of rows',
      }),
      update: { ...build('write', 'PostgrestFilterBuilder'), bulk: 'one `upsert` with an array of rows' },
      delete: { ...build('write', 'PostgrestFilterBuilder'), bulk: 'one `delete` with `in`' },
    },
    // Whether they read is told by what they were called on.
    ...types(
      ['PostgrestBuilder', 'PostgrestTransformBuilder', 'PostgrestFilterBuilder'],
      methods([...FILTERS, ...STEPS], build('none')),
    ),
  },
  functions: methods(['createClient', 'createServerClient', 'createBrowserClient'], {
    ...build('none', 'SupabaseClient'),
    does: 'connect',
  }),
  lazyTypes: ['PostgrestBuilder'],
  builderTypes: ['PostgrestQueryBuilder'],
  entries: {
    createClient: 'SupabaseClient',
    createServerClient: 'SupabaseClient',
    createBrowserClient: 'SupabaseClient',
  },
}

function build(effect: Effect, gives?: string): Operation {
  const operation: Operation = {
    ...{ does: 'build', waits: 'async', effect, result: 'query', throws: 'nothing', repeat: 'reruns' },
  }
  return gives === undefined ? operation : { ...operation, gives }
}
