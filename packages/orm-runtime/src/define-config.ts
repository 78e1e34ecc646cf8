import type { ConnectOptions } from './connect.ts'

/** What `orm.config.ts` exports as its default. */
export interface OrmConfig extends Omit<ConnectOptions, 'models'> {
  /** The models, or the modules that export them: `'./src/models.ts'`, relative to the configuration. */
  readonly models: ConnectOptions['models'] | string | readonly string[]
  /** The folder of the migration files, relative to the configuration. `./migrations` if not given. */
  readonly migrations?: string
}

/** The configuration of the `orm` command, checked by its type. */
export function defineConfig(config: OrmConfig): OrmConfig {
  return config
}
