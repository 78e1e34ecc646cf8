// What the generated methods call: one function for each row of the table of operations.
export {
  all,
  exclude,
  fetchMode,
  filter,
  none,
  orderBy,
  prefetchRelated,
  selectRelated,
  slice,
  using,
} from '../query/builders.ts'
export { alias, annotate } from '../query/annotate.ts'
export { difference, intersection, union } from '../query/combine.ts'
export { defer, distinct, only, reverse, selectForUpdate, values, valuesList } from '../query/rows.ts'
export { earliest, first, last, latest } from './ends.ts'
export { explain } from './explain.ts'
export { contains, inBulk } from './membership.ts'
export { fetched, iterated } from './fetched.ts'
export { loadRelation } from './load-relation.ts'
export { aggregate, count, exists, get } from './read.ts'
export { raw } from './raw.ts'
export { bulkCreate, bulkUpdate } from './bulk.ts'
export { fullClean } from './full-clean.ts'
export { getOrCreate, updateOrCreate } from './get-or-create.ts'
export { refreshFromDb } from './refresh-from-db.ts'
export { save } from './save.ts'
export { create, remove, removeInstance, update } from './write.ts'
export {
  addRelated,
  bulkCreateRelated,
  clearRelated,
  createRelated,
  getOrCreateRelated,
  removeRelated,
  setRelated,
  updateOrCreateRelated,
} from './related-rows.ts'
export {
  addToSet,
  clearSet,
  createInSet,
  getOrCreateInSet,
  removeFromSet,
  replaceSet,
  updateOrCreateInSet,
} from './related-set.ts'
