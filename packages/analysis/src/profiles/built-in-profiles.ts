import { drizzleOrm } from './drizzle-orm.ts'
import { ormRuntime } from './orm-runtime.generated.ts'
import { betterSqlite3 } from './better-sqlite3.ts'
import { meteor } from './meteor.ts'
import { nodeSqlite } from './node-sqlite.ts'
import { nodeSync } from './node-sync.ts'
import type { Profile } from './profile.ts'

/** The libraries that are known without configuration. */
export const builtInProfiles: readonly Profile[] = [ormRuntime, drizzleOrm, betterSqlite3, nodeSqlite, nodeSync, meteor]
