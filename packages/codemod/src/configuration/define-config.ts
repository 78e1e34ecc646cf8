import type { WrittenProfile } from 'orm-analysis'
import type { ConfigOption, Options } from '../options.ts'

/** What `orm-codemod.config.ts` gives: options that are the same for every run, and what is known of own functions. */
export type Config = Partial<Pick<Options, ConfigOption>> & { readonly profiles?: readonly WrittenProfile[] }

/** The configuration itself; it is there so that editors know its fields. */
export function defineConfig(config: Config): Config {
  return config
}
