import { drizzleOrm } from './drizzle-orm.ts'
import { ormRuntime } from './orm-runtime.generated.ts'
import { prisma } from './prisma.ts'
import { kysely } from './kysely.ts'
import { knex } from './knex.ts'
import { objection } from './objection.ts'
import { betterSqlite3 } from './better-sqlite3.ts'
import { meteor } from './meteor.ts'
import { mikroOrm } from './mikro-orm.ts'
import { mongoose } from './mongoose.ts'
import { nodeSqlite } from './node-sqlite.ts'
import { nodeSync } from './node-sync.ts'
import { mongodb } from './mongodb.ts'
import { mysql2 } from './mysql2.ts'
import { pg } from './pg.ts'
import { postgres } from './postgres.ts'
import { supabase } from './supabase.ts'
import type { Profile } from './profile.ts'
import { sequelize } from './sequelize.ts'
import { typeorm } from './typeorm.ts'

/** The libraries that are known without configuration. */
export const builtInProfiles: readonly Profile[] = [
  ormRuntime,
  drizzleOrm,
  prisma,
  kysely,
  knex,
  objection,
  betterSqlite3,
  nodeSqlite,
  nodeSync,
  meteor,
  typeorm,
  mikroOrm,
  sequelize,
  mongoose,
  mongodb,
  mysql2,
  pg,
  postgres,
  supabase,
]
