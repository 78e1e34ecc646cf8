import { LIST_AFTER, LIST_LENGTH, NESTED_LENGTH, type Contestant } from '../contestant.ts'
import type { PrismaClient as PostgresClient } from '../node_modules/.prisma-postgresql/client.ts'
import type { PrismaClient as SqliteClient } from '../node_modules/.prisma-sqlite/client.ts'

/** The clients of both databases are generated from the same models. Its promises are its own: `await` makes ours. */
export function prismaContestant(prisma: SqliteClient | PostgresClient): Contestant {
  const { user, post, comment } = prisma as SqliteClient
  return {
    get: async (id) => await user.findUniqueOrThrow({ where: { id } }),
    list: async () =>
      await post.findMany({ where: { id: { gt: LIST_AFTER } }, orderBy: { id: 'asc' }, take: LIST_LENGTH }),
    nested: async () =>
      await post.findMany({
        include: { author: true, comments: { orderBy: { id: 'asc' } } },
        orderBy: { id: 'asc' },
        take: NESTED_LENGTH,
      }),
    insertMany: async (rows) => await comment.createMany({ data: [...rows] }),
    close: async () => await prisma.$disconnect(),
  }
}
