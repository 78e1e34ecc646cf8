import { queryCaching } from './query-caching.ts'
import { queryIdentity } from './query-identity.ts'

export const { cachedQuery, invalidate } = queryCaching(queryIdentity)
