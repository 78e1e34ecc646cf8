import type { OperationRow } from '../operations.ts'

const WRITE = { waits: 'blocking', does: 'run', effect: 'write', repeat: 'reruns', throws: 'domain' } as const
const ROWS = { ...WRITE, on: ['RelatedManager'] } as const
const SET = { ...WRITE, on: ['RelatedSetManager'] } as const
const NULLABLE = 'this: this & Detachable<M, Via>'

/** What the managers of related rows do beside, or otherwise than, those of a model. */
export const relatedRows: readonly OperationRow[] = [
  {
    ...ROWS,
    name: 'add',
    twin: 'aadd',
    result: 'none',
    documentation:
      'Gives rows, as instances or keys, to the instance: one statement changes their foreign key. `{ bulk: false }` saves each instance instead, also those that are new.\n@throws UsageError for an instance that was never saved.',
    calls: 'addRelated',
    parameters: 'rows: OneOrMore<M>, options?: AddOptions',
    passes: 'rows, options',
    returns: 'void',
  },
  {
    ...ROWS,
    name: 'remove',
    twin: 'aremove',
    result: 'none',
    documentation:
      'Takes rows from the instance: their foreign key becomes null. Exists where it may be null.\n@throws DoesNotExist for an instance that belongs to another, UsageError where the foreign key is not nullable.',
    calls: 'removeRelated',
    parameters: `${NULLABLE}, rows: OneOrMore<M>`,
    passes: 'rows',
    returns: 'void',
  },
  {
    ...ROWS,
    name: 'clear',
    twin: 'aclear',
    result: 'none',
    documentation:
      'Takes all rows from the instance: their foreign key becomes null. Exists where it may be null.\n@throws UsageError where the foreign key is not nullable.',
    calls: 'clearRelated',
    parameters: NULLABLE,
    passes: '',
    returns: 'void',
  },
  {
    ...ROWS,
    name: 'set',
    twin: 'aset',
    result: 'none',
    documentation:
      'Makes these rows those of the instance: adds what is missing and, where the foreign key may be null, removes what is too much.',
    calls: 'setRelated',
    parameters: 'rows: readonly (M | KeyOf<M>)[], options?: SetOptions',
    passes: 'rows, options',
    returns: 'void',
  },
  {
    ...ROWS,
    name: 'create',
    twin: 'acreate',
    result: 'one',
    documentation:
      'Inserts a row that belongs to the instance and answers it.\n@throws IntegrityError where a constraint does not hold.',
    calls: 'createRelated',
    parameters: 'values: RelatedInsert<M, Via> | Insert<FieldsOf<M>>',
    passes: 'values',
    returns: 'M',
  },
  {
    ...ROWS,
    name: 'getOrCreate',
    twin: 'agetOrCreate',
    result: 'one',
    documentation:
      'The one related row that matches, or else a new one that belongs to the instance; and whether it was created.',
    calls: 'getOrCreateRelated',
    typeParameters: '<const P extends string>',
    parameters: 'where: Where<FieldsOf<M>, P>, defaults?: Partial<Insert<FieldsOf<M>>>',
    passes: 'where, defaults',
    returns: '[instance: M, created: boolean]',
  },
  {
    ...ROWS,
    name: 'updateOrCreate',
    twin: 'aupdateOrCreate',
    result: 'one',
    documentation:
      'The one related row that matches, changed by `defaults`, or else a new one that belongs to the instance; and whether it was created.',
    calls: 'updateOrCreateRelated',
    typeParameters: '<const P extends string>',
    parameters:
      'where: Where<FieldsOf<M>, P>, defaults?: Partial<Insert<FieldsOf<M>>>, options?: UpdateOrCreateOptions<Partial<Insert<FieldsOf<M>>>>',
    passes: 'where, defaults, options',
    returns: '[instance: M, created: boolean]',
  },
  {
    ...ROWS,
    name: 'bulkCreate',
    twin: 'abulkCreate',
    result: 'many',
    documentation:
      'Inserts many rows that belong to the instance in few statements, all or none, and answers their instances. Sends no signals.\n@throws IntegrityError where a constraint does not hold.',
    calls: 'bulkCreateRelated',
    parameters:
      'rows: readonly (RelatedInsert<M, Via> | Insert<FieldsOf<M>>)[] | readonly (M & object)[], options?: BulkCreateOptions<ColumnName<FieldsOf<M>>>',
    passes: 'rows, options',
    returns: 'M[]',
  },
  {
    ...SET,
    name: 'add',
    twin: 'aadd',
    result: 'none',
    documentation:
      'Relates rows, as instances or keys, to the instance; those that are already stay as they are.\n@throws UsageError for an instance that was never saved.',
    calls: 'addToSet',
    parameters: 'rows: OneOrMore<M>, options?: ThroughOptions',
    passes: 'rows, options',
    returns: 'void',
  },
  {
    ...SET,
    name: 'remove',
    twin: 'aremove',
    result: 'none',
    documentation: 'Relates rows to the instance no longer. The rows themselves stay.',
    calls: 'removeFromSet',
    parameters: 'rows: OneOrMore<M>',
    passes: 'rows',
    returns: 'void',
  },
  {
    ...SET,
    name: 'clear',
    twin: 'aclear',
    result: 'none',
    documentation: 'Relates no row to the instance any more. The rows themselves stay.',
    calls: 'clearSet',
    parameters: '',
    passes: '',
    returns: 'void',
  },
  {
    ...SET,
    name: 'set',
    twin: 'aset',
    result: 'none',
    documentation:
      'Relates exactly these rows to the instance: adds those that are missing, removes those that are too many.',
    calls: 'replaceSet',
    parameters: 'rows: readonly (M | KeyOf<M>)[], options?: SetRelatedOptions',
    passes: 'rows, options',
    returns: 'void',
  },
  {
    ...SET,
    name: 'create',
    twin: 'acreate',
    result: 'one',
    documentation:
      'Inserts a row, relates it to the instance and answers it.\n@throws IntegrityError where a constraint does not hold.',
    calls: 'createInSet',
    parameters: 'values: Insert<FieldsOf<M>>, options?: ThroughOptions',
    passes: 'values, options',
    returns: 'M',
  },
  {
    ...SET,
    name: 'getOrCreate',
    twin: 'agetOrCreate',
    result: 'one',
    documentation:
      'The one related row that matches, or else a new one that belongs to the instance; and whether it was created.',
    calls: 'getOrCreateInSet',
    typeParameters: '<const P extends string>',
    parameters: 'where: Where<FieldsOf<M>, P>, defaults?: Partial<Insert<FieldsOf<M>>>, options?: ThroughOptions',
    passes: 'where, defaults, options',
    returns: '[instance: M, created: boolean]',
  },
  {
    ...SET,
    name: 'updateOrCreate',
    twin: 'aupdateOrCreate',
    result: 'one',
    documentation:
      'The one related row that matches, changed by `defaults`, or else a new one that belongs to the instance; and whether it was created.',
    calls: 'updateOrCreateInSet',
    typeParameters: '<const P extends string>',
    parameters:
      'where: Where<FieldsOf<M>, P>, defaults?: Partial<Insert<FieldsOf<M>>>, options?: UpdateOrCreateOptions<Partial<Insert<FieldsOf<M>>>> & ThroughOptions',
    passes: 'where, defaults, options',
    returns: '[instance: M, created: boolean]',
  },
]
