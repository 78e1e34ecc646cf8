import type { Effect, Operation, Profile } from './profile.ts'
import { methods, types } from './rows.ts'

const IN = '`findMany` with `in`'

/** What writes rows of other tables along with a row. */
const NESTED_WRITES = ['create', 'createMany', 'connect', 'connectOrCreate']

/**
 * Prisma Client 5 to 7. Everything it returns is lazy: it is sent when it is awaited, and a second `await` has the first
 * one's result. Both generators declare an interface `…Delegate` for each model: `prisma-client` in files of the project,
 * `prisma-client-js` in `.prisma`, which is a folder of node_modules. A client that `$extends` made has the same methods
 * by mapped types of the runtime.
 */
export const prisma: Profile = {
  name: 'prisma',
  modules: ['@prisma/client', '.prisma'],
  increments: '`increment`',
  types: {
    ...types(['*Delegate', 'DynamicModelExtensionThis'], {
      findUnique: { ...query('read', 'one'), bulk: IN, batches: true },
      findUniqueOrThrow: { ...query('read', 'one'), throws: 'domain', bulk: IN, batches: true },
      findFirst: { ...query('read', 'one'), bulk: IN },
      findFirstOrThrow: { ...query('read', 'one'), throws: 'domain', bulk: IN },
      findMany: { ...query('read', 'many'), bulk: IN },
      count: { ...query('read', 'count'), bulk: '`groupBy` with `_count`' },
      // They may ask for a maximum.
      aggregate: { ...query('read', 'one'), watermark: true, bulk: '`groupBy`' },
      groupBy: { ...query('read', 'many'), watermark: true },
      create: { ...query('write', 'one'), bulk: '`createMany`', bulkRefuses: NESTED_WRITES },
      delete: { ...query('write', 'one'), bulk: '`deleteMany` with `in`' },
      ...methods(['update', 'upsert'], query('write', 'one')),
      ...methods(['createMany', 'updateMany', 'deleteMany'], query('write', 'count')),
      ...methods(['createManyAndReturn', 'updateManyAndReturn'], query('write', 'many')),
      // Commands in MongoDB's own language, which may write.
      ...methods(['findRaw', 'aggregateRaw'], query('unknown', 'many')),
    }),
    ...types(['PrismaClient', 'ClientOtherOps', 'DynamicClientExtensionThis', 'DynamicClientExtensionThisBuiltin'], {
      ...methods(['$queryRaw', '$queryRawUnsafe', '$queryRawTyped', '$runCommandRaw'], query('unknown', 'many')),
      ...methods(['$executeRaw', '$executeRawUnsafe'], query('write', 'count')),
      $transaction: { ...query('write', 'many'), does: 'transact', clientParameter: 0, gives: 'TransactionClient' },
      $extends: build('none'),
    }),
  },
  functions: {
    PrismaClient: { ...build('none'), does: 'connect' },
    ...methods(['sql', 'sqltag', 'join', 'empty'], build('none')),
    raw: build('unknown'),
  },
  lazyTypes: ['PrismaPromise', 'Prisma__*Client'],
  poolTypes: ['PrismaClient'],
  connectionTypes: ['TransactionClient'],
  members: { 'PrismaClient.*': 'ModelDelegate', 'TransactionClient.*': 'ModelDelegate' },
  bases: { TransactionClient: ['ClientOtherOps'] },
  entries: { PrismaClient: 'PrismaClient' },
}

function query(effect: Effect, result: Operation['result']): Operation {
  const throws = effect === 'read' ? 'infrastructure' : 'domain'
  return { does: 'run', waits: 'async', effect, result, throws, repeat: 'cached', gives: 'PrismaPromise' }
}

function build(effect: Effect): Operation {
  return { does: 'build', waits: 'async', effect, result: 'query', throws: 'infrastructure' }
}
