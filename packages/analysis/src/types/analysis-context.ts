import type { ProfileIndex } from '../profiles/profile-index.ts'
import type { SourceProvider } from './source-provider.ts'
import type { TypeOracle } from './type-oracle.ts'

/** What every pass reads: the program's syntax, its types, and what is known of its libraries. */
export interface AnalysisContext {
  readonly sources: SourceProvider
  readonly oracle: TypeOracle
  readonly profiles: ProfileIndex
}
