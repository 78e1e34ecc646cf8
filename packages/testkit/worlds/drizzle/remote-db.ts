import { drizzle } from 'drizzle-orm/sqlite-proxy'
import * as schema from './schema.js'

/** An asynchronous driver: builders are sent when they are awaited. */
export const remoteDb = drizzle(async () => ({ rows: [] }), { schema })
