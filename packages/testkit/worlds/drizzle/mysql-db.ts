import { drizzle } from 'drizzle-orm/mysql2'
import { createPool } from 'mysql2/promise'
import * as schema from './mysql-schema.js'

export const db = drizzle(createPool('mysql://localhost/shop'), { schema, mode: 'default' })
