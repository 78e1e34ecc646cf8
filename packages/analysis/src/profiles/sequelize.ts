import type { Effect, Operation, Profile } from './profile.ts'
import { methods } from './rows.ts'

const BULK_CREATE = '`bulkCreate`'
const IN = '`findAll` with `[Op.in]`'

/**
 * What a method does that `belongsTo` and its kind add to a model, by the word in the name of the type that programs
 * declare it with: `declare getOrders: HasManyGetAssociationsMixin<Order>`.
 */
const ADDED: Readonly<Record<string, Operation>> = {
  Get: run('read', 'many', '`include`', 'Model'),
  Count: run('read', 'count', '`count` with `group`'),
  Has: run('read', 'one'),
  Set: run('write', 'none'),
  Add: run('write', 'none'),
  Remove: run('write', 'none'),
  Create: run('write', 'one', BULK_CREATE, 'Model'),
}

const MIXINS = Object.entries(ADDED).flatMap(([verb, operation]) =>
  ['BelongsTo', 'HasOne', 'HasMany', 'BelongsToMany'].flatMap((kind) =>
    ['Association', 'Associations'].map((ending) => [`${kind}${verb}${ending}Mixin`, { '[call]': operation }] as const),
  ),
)

/** Migrations and raw tables. */
const SCHEMA_CHANGES = [
  ...['createSchema', 'dropSchema', 'dropAllSchemas', 'createTable', 'dropTable', 'dropAllTables', 'dropAllEnums'],
  ...['renameTable', 'addColumn', 'removeColumn', 'changeColumn', 'renameColumn', 'addIndex', 'removeIndex'],
  ...['addConstraint', 'removeConstraint', 'insert', 'upsert', 'bulkInsert', 'update', 'bulkUpdate', 'delete'],
  ...['bulkDelete', 'increment', 'createTrigger', 'dropTrigger', 'renameTrigger', 'createFunction', 'dropFunction'],
  ...['renameFunction', 'createDatabase', 'dropDatabase'],
]

/**
 * Sequelize 6. Every method is eager. A query runs on its model's pool, whatever transaction is open around it, unless it
 * is given one (`{ transaction }`) or the program keeps transactions in a namespace of cls-hooked (`useCLS`).
 * Static and instance methods of a model share their names' rows: what `destroy` does is the same on both.
 */
export const sequelize: Profile = {
  name: 'sequelize',
  modules: ['sequelize'],
  increments: '`increment`',
  client: 'model',
  joinedBy: ['transaction'],
  implicitBy: 'useCLS',
  lazyTypes: [],
  connectionTypes: ['Transaction'],
  types: {
    Model: {
      findAll: run('read', 'many', IN, 'Model'),
      ...methods(['findOne', 'findByPk'], run('read', 'one', IN, 'Model')),
      findAndCountAll: run('read', 'many', IN),
      count: run('read', 'count', '`count` with `group`'),
      sum: run('read', 'count', '`sum` with `group`'),
      min: run('read', 'count', '`min` with `group`'),
      ...methods(['max', 'aggregate'], { ...run('read', 'count', '`findAll` with `group`'), watermark: true }),
      describe: run('read', 'one'),
      create: run('write', 'one', BULK_CREATE, 'Model'),
      bulkCreate: run('write', 'many', undefined, 'Model'),
      upsert: run('write', 'one', '`bulkCreate` with `updateOnDuplicate`'),
      ...methods(['findOrCreate', 'findCreateFind'], run('write', 'one')),
      findOrBuild: run('read', 'one', IN),
      ...methods(['truncate', 'sync', 'drop'], run('write', 'none')),
      ...Object.fromEntries(['update', 'destroy', 'restore', 'increment', 'decrement'].map(changeByKeys)),
      save: change('`bulkCreate` with `updateOnDuplicate`'),
      reload: { ...run('read', 'one', IN, 'Model'), changes: 'receiver', throws: 'domain' },
      validate: { ...run('read', 'none'), throws: 'domain' },
      // Makes rows that are not in the database yet.
      ...methods(['build', 'bulkBuild'], make('Model')),
      ...methods(['scope', 'unscoped', 'schema', 'init'], make('Model')),
    },
    ...Object.fromEntries(MIXINS),
    Sequelize: {
      transaction: { ...run('write', 'one'), does: 'transact', clientParameter: 0, gives: 'Transaction' },
      query: run('unknown', 'many'),
      ...methods(['sync', 'truncate', 'drop', 'set'], run('write', 'none')),
      ...methods(['createSchema', 'dropSchema', 'dropAllSchemas'], run('write', 'none')),
      ...methods(['authenticate', 'validate', 'databaseVersion', 'showAllSchemas'], run('read', 'none')),
      close: run('unknown', 'none'),
      ...methods(['define', 'model'], make('Model')),
      getQueryInterface: make('QueryInterface'),
    },
    Transaction: methods(['commit', 'rollback'], run('write', 'none')),
    QueryInterface: {
      ...methods(SCHEMA_CHANGES, run('write', 'none')),
      ...methods(['showAllSchemas', 'showAllTables', 'tableExists', 'describeTable', 'showIndex'], run('read', 'many')),
      ...methods(['select', 'rawSelect', 'databaseVersion', 'getForeignKeysForTables'], run('read', 'many')),
    },
  },
  functions: {
    Sequelize: { ...make('Sequelize'), does: 'connect' },
    ...methods(['fn', 'col', 'cast', 'literal', 'and', 'or', 'json', 'where'], make()),
  },
  // The module itself is the class in CommonJS: `const Sequelize = require('sequelize')`.
  entries: {
    default: 'Sequelize',
    Sequelize: 'Sequelize',
    'default.Sequelize': 'Sequelize',
    Model: 'Model',
    'default.Model': 'Model',
  },
  // Version 5 has `import`, which gives the model that a file defines.
  members: { 'Sequelize.import': 'Model', 'Sequelize.models': 'Models', 'Models.*': 'Model' },
}

function changeByKeys(name: string): [string, Operation] {
  return [name, change(`\`${name}\` with \`[Op.in]\``)]
}

/** A row is changed where it stands, and remembers what the database answered. */
function change(bulk: string): Operation {
  return { ...run('write', 'one', bulk), changes: 'receiver' }
}

function run(effect: Effect, result: Operation['result'], bulk?: string, gives?: string): Operation {
  const throws = effect === 'read' ? 'infrastructure' : 'domain'
  return { does: 'run', waits: 'async', effect, result, throws, ...(bulk && { bulk }), ...(gives && { gives }) }
}

function make(gives?: string): Operation {
  return {
    does: 'build',
    waits: 'async',
    effect: 'none',
    result: 'none',
    throws: 'infrastructure',
    ...(gives && { gives }),
  }
}
