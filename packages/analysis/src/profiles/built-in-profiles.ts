import { drizzleOrm } from './drizzle-orm.ts'
import { ormRuntime } from './orm-runtime.generated.ts'
import type { Profile } from './profile.ts'

/** The libraries that are known without configuration. */
export const builtInProfiles: readonly Profile[] = [ormRuntime, drizzleOrm]
