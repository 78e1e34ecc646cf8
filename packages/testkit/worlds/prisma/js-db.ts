import { PrismaClient } from './generated/node_modules/.prisma/client/index.js'

/** The client of `prisma-client-js`. */
export const jsPrisma = new PrismaClient({ accelerateUrl: 'prisma://localhost' })
