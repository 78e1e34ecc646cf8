import type { OperationRow } from '../operations.ts'

const WRITE = { waits: 'blocking', does: 'run', effect: 'write', throws: 'domain', repeat: 'reruns' } as const
const OF_QUERIES = { ...WRITE, on: ['QuerySet', 'Manager'] } as const
const OF_INSTANCES = { ...WRITE, on: ['Instance'] } as const

/** The operations that change rows, and those of instances around them. */
export const writeRows: readonly OperationRow[] = [
  {
    ...OF_QUERIES,
    name: 'create',
    twin: 'acreate',
    result: 'one',
    documentation: 'Inserts a row and answers its instance.\n@throws IntegrityError where a constraint does not hold.',
    calls: 'create',
    parameters: 'values: Insert<FieldsOf<M>>',
    passes: 'values',
    returns: 'M',
  },
  {
    ...OF_QUERIES,
    name: 'bulkCreate',
    twin: 'abulkCreate',
    result: 'many',
    documentation:
      'Inserts many rows in few statements, all or none, and answers their instances, with keys where the database answers them. Sends no signals.\n@throws IntegrityError where a constraint does not hold.',
    calls: 'bulkCreate',
    parameters:
      'rows: readonly Insert<FieldsOf<M>>[] | readonly (M & object)[], options?: BulkCreateOptions<ColumnName<FieldsOf<M>>>',
    passes: 'rows, options',
    returns: 'M[]',
  },
  {
    ...OF_QUERIES,
    name: 'bulkUpdate',
    twin: 'abulkUpdate',
    result: 'count',
    documentation:
      'Writes some columns of many instances in few statements, all or none, and answers how many rows there were. Sends no signals.',
    calls: 'bulkUpdate',
    parameters:
      'instances: readonly (M & object)[], fields: readonly ColumnName<FieldsOf<M>>[], options?: BulkUpdateOptions',
    passes: 'instances, fields, options',
    returns: 'number',
  },
  {
    ...OF_QUERIES,
    name: 'getOrCreate',
    twin: 'agetOrCreate',
    result: 'one',
    documentation:
      'The one row that matches, or else a new one from the plain names of `where` and from `defaults`; and whether it was created.',
    calls: 'getOrCreate',
    typeParameters: '<const P extends string>',
    parameters: 'where: Where<F, P>, defaults?: Partial<Insert<FieldsOf<M>>>',
    passes: 'where, defaults',
    returns: '[instance: M, created: boolean]',
  },
  {
    ...OF_QUERIES,
    name: 'updateOrCreate',
    twin: 'aupdateOrCreate',
    result: 'one',
    documentation:
      'The one row that matches, changed by `defaults`, or else a new one from them (or from `createDefaults`); and whether it was created.',
    calls: 'updateOrCreate',
    typeParameters: '<const P extends string>',
    parameters:
      'where: Where<F, P>, defaults?: Partial<Insert<FieldsOf<M>>>, options?: UpdateOrCreateOptions<Partial<Insert<FieldsOf<M>>>>',
    passes: 'where, defaults, options',
    returns: '[instance: M, created: boolean]',
  },
  {
    ...OF_QUERIES,
    name: 'update',
    twin: 'aupdate',
    result: 'count',
    documentation: 'Changes all rows of the query in one statement and answers how many there were. Sends no signals.',
    calls: 'update',
    parameters: 'changes: Changes<FieldsOf<M>>',
    passes: 'changes',
    returns: 'number',
  },
  {
    ...OF_QUERIES,
    name: 'delete',
    twin: 'adelete',
    result: 'count',
    documentation:
      'Deletes all rows of the query in one statement and answers how many there were. Only where `preDelete` or `postDelete` have receivers are they fetched before.',
    calls: 'remove',
    parameters: '',
    passes: '',
    returns: 'number',
  },
  {
    ...OF_INSTANCES,
    name: 'save',
    twin: 'asave',
    result: 'none',
    documentation:
      'Writes the instance to its row, or inserts one.\n@throws IntegrityError where a constraint does not hold.',
    calls: 'save',
    parameters: 'options?: SaveOptions<ColumnName<F>>',
    passes: 'options',
    returns: 'void',
  },
  {
    ...OF_INSTANCES,
    name: 'delete',
    twin: 'adelete',
    result: 'count',
    documentation: 'Deletes the row of the instance and answers how many there were: 1, or 0.',
    calls: 'removeInstance',
    parameters: '',
    passes: '',
    returns: 'number',
  },
  {
    ...OF_INSTANCES,
    name: 'refreshFromDb',
    twin: 'arefreshFromDb',
    effect: 'read',
    result: 'none',
    documentation:
      'Reads the columns again, all that the instance has or those named, and forgets its loaded relations.\n@throws DoesNotExist where the row is gone.',
    calls: 'refreshFromDb',
    parameters: 'fields?: readonly ColumnName<F>[]',
    passes: 'fields',
    returns: 'void',
  },
  {
    ...OF_INSTANCES,
    name: 'fullClean',
    twin: 'afullClean',
    effect: 'read',
    result: 'none',
    documentation:
      "Checks the values without writing them: by their fields' types, choices and validators, by the model's own `clean()`, and whether unique ones are taken.\n@throws ValidationError with all messages, by field.",
    calls: 'fullClean',
    parameters: 'options?: CleanOptions<ColumnName<F>>',
    passes: 'options',
    returns: 'void',
  },
]
