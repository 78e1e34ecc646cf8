import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import type { Contestant } from '../contestant.ts'
import { prismaContestant } from '../libraries/prisma.ts'
import { PrismaClient } from '../node_modules/.prisma-sqlite/client.ts'

export function open(file: string): Contestant {
  return prismaContestant(new PrismaClient({ adapter: new PrismaBetterSqlite3({ url: `file:${file}` }) }))
}
