import { PrismaClient } from './generated/client/client.js'

/** The client that `prisma-client` writes into the project. */
export const prisma = new PrismaClient({ accelerateUrl: 'prisma://localhost' })

/** An extended one: its types are the runtime's, and its models no delegates. */
export const extended = prisma.$extends({
  model: { user: { byEmail: (email: string) => prisma.user.findUnique({ where: { email } }) } },
})
