import type { CallbackRow, Profile } from './profile.ts'

/**
 * What widely used packages do with the callbacks that they are given, beyond what their types say: which web framework
 * takes a rejection, and who needs an answer at once though a promise would type-check.
 */
export const frameworks: readonly Profile[] = [
  callbacksOf(
    'express',
    ['express', '@types/express', 'express-serve-static-core', '@types/express-serve-static-core'],
    {
      ...rows(
        ['Application', 'IRouter', 'Router', 'IRoute'].flatMap((type) =>
          ['use', 'all', 'get', 'post', 'put', 'delete', 'patch', 'options', 'head'].map((name) => `${type}.${name}`),
        ),
        { result: 'awaited', reentrant: false, waitsSince: { package: 'express', major: 5 } },
      ),
    },
  ),
  callbacksOf('koa', ['koa', '@types/koa', '@koa/router', '@types/koa__router', 'koa-router', '@types/koa-router'], {
    ...rows(
      ['Application', 'Router'].flatMap((type) =>
        ['use', 'all', 'get', 'post', 'put', 'delete', 'del', 'patch', 'head'].map((name) => `${type}.${name}`),
      ),
      { result: 'awaited', reentrant: false },
    ),
  }),
  callbacksOf('react', ['react', '@types/react'], {
    ...rows(['useEffect', 'useLayoutEffect', 'useInsertionEffect'], required('render')),
    ...rows(['useMemo', 'useState', 'useReducer', 'useSyncExternalStore', 'memo', 'forwardRef'], required('render')),
  }),
  callbacksOf('zod', ['zod'], {
    ...rows(
      ['ZodType', '_ZodType', 'ZodEffects'].flatMap((type) =>
        ['refine', 'superRefine', 'refinement', 'check', 'transform', 'overwrite'].map((name) => `${type}.${name}`),
      ),
      required('schema-refinement'),
    ),
    ...rows(['refine', 'superRefine', 'preprocess', 'transform', 'custom'], required('schema-refinement')),
  }),
  callbacksOf(
    'memoizers',
    [
      'lodash',
      '@types/lodash',
      'lodash.memoize',
      '@types/lodash.memoize',
      'memoize',
      'memoizee',
      '@types/memoizee',
      'mem',
      'memoize-one',
      'fast-memoize',
      'micro-memoize',
      'moize',
    ],
    {
      ...rows(['memoize', 'memoizee', 'mem', 'memoizeOne', 'moize', 'default'], required('memoizer')),
    },
  ),
]

function callbacksOf(
  name: string,
  modules: readonly string[],
  callbacks: Readonly<Record<string, CallbackRow>>,
): Profile {
  return { name, modules, types: {}, functions: {}, lazyTypes: [], callbacks }
}

function required(because: NonNullable<CallbackRow['because']>): CallbackRow {
  return { result: 'required-sync', reentrant: false, because }
}

function rows(names: readonly string[], row: CallbackRow): Record<string, CallbackRow> {
  return Object.fromEntries(names.map((name) => [name, row]))
}
