import { createClient } from '@libsql/client'
import { drizzle } from 'drizzle-orm/libsql'
import * as schema from './schema.js'

export const db = drizzle(createClient({ url: 'file:shop.db' }), { schema })
