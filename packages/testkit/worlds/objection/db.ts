import createClient from 'knex'
import { Model } from 'objection'

export const knex = createClient({ client: 'pg', connection: 'postgres://localhost/shop' })
Model.knex(knex)
