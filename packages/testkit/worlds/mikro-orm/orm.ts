import { MikroORM } from '@mikro-orm/core'
import type { SqlEntityManager } from '@mikro-orm/knex'
import { Order, User } from './entities.js'

export const orm = await MikroORM.init({ entities: [User, Order], dbName: 'shop' })

/** The entity manager of an SQL driver, which has a query builder. */
export const sql = orm.em as SqlEntityManager
