// What the generated methods call: one function for each row of the table of operations.
export { all, exclude, fetchMode, filter, none, orderBy, selectRelated, slice, using } from '../query/builders.ts'
export { fetched, iterated } from './fetched.ts'
export { loadRelation } from './load-relation.ts'
export { aggregate, count, exists, first, get } from './read.ts'
export { create, remove, removeInstance, save, update } from './write.ts'
