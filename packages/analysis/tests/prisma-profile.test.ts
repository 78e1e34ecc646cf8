import { fileURLToPath } from 'node:url'
import { generatePrismaClient } from '../../testkit/src/generate-prisma-client.ts'
import { prisma } from '../src/profiles/prisma.ts'
import { testProfileSites, type SitesOfFile } from './profile-sites.ts'

generatePrismaClient(fileURLToPath(new URL('../../testkit/worlds/prisma', import.meta.url)))

/** What a client of either generator answers in the same way. */
const CASES: SitesOfFile['cases'] = {
  'db.user.findMany()': ['findMany: call lazy read'],
  'db.user.findUnique({ where: { id: 1 } })': ['findUnique: call lazy read'],
  'db.user.findUniqueOrThrow({ where: { id: 1 } })': ['findUniqueOrThrow: call lazy read'],
  'db.user.findFirst()': ['findFirst: call lazy read'],
  'db.order.findFirstOrThrow()': ['findFirstOrThrow: call lazy read'],
  'db.user.count()': ['count: call lazy read'],
  'db.order.aggregate({ _max: { total: true } })': ['aggregate: call lazy read'],
  "db.order.groupBy({ by: ['userId'], _sum: { total: true } })": ['groupBy: call lazy read'],
  "db.user.create({ data: { email: 'a' } })": ['create: call lazy write'],
  "db.user.createMany({ data: [{ email: 'a' }] })": ['createMany: call lazy write'],
  "db.user.createManyAndReturn({ data: [{ email: 'a' }] })": ['createManyAndReturn: call lazy write'],
  'db.order.update({ where: { id: 1 }, data: { total: 1 } })': ['update: call lazy write'],
  'db.order.updateMany({ data: { total: 1 } })': ['updateMany: call lazy write'],
  "db.user.upsert({ where: { id: 1 }, create: { email: 'a' }, update: {} })": ['upsert: call lazy write'],
  'db.user.delete({ where: { id: 1 } })': ['delete: call lazy write'],
  'db.user.deleteMany()': ['deleteMany: call lazy write'],
  'db.$queryRaw`select 1`': ['$queryRaw: call lazy read'],
  "db.$queryRawUnsafe('select 1')": ['$queryRawUnsafe: call lazy read'],
  "db.$queryRawUnsafe('vacuum')": ['$queryRawUnsafe: call lazy unknown'],
  'db.$executeRaw`delete from "Order"`': ['$executeRaw: call lazy write'],
  "db.$executeRawUnsafe('vacuum')": ['$executeRawUnsafe: call lazy write'],
  'db.$transaction([db.user.count(), db.order.deleteMany()])': [
    '$transaction: transaction eager write',
    'count: call lazy read',
    'deleteMany: call lazy write',
  ],
  'db.$transaction(async (tx) => { await tx.order.deleteMany() })': [
    '$transaction: transaction eager write',
    'deleteMany: call lazy write',
  ],
  'db.$connect()': [],
}

const from = (module: string, name: string) =>
  `import { ${name} as db } from '../../../../testkit/worlds/prisma/${module}'`

testProfileSites(prisma, {
  'prisma-client': { preamble: from('db.js', 'prisma'), cases: CASES },
  'prisma-client-js': { preamble: from('js-db.js', 'jsPrisma'), cases: CASES },
  'an extended client': { preamble: from('db.js', 'extended'), cases: CASES },
})
