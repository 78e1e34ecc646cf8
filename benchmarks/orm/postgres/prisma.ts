import { PrismaPg } from '@prisma/adapter-pg'
import type { Contestant } from '../contestant.ts'
import { prismaContestant } from '../libraries/prisma.ts'
import { PrismaClient } from '../node_modules/.prisma-postgresql/client.ts'

export function open(url: string): Contestant {
  return prismaContestant(new PrismaClient({ adapter: new PrismaPg({ connectionString: url }) }))
}
