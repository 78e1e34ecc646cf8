import createClient from 'knex'

export const knex = createClient({ client: 'pg', connection: 'postgres://localhost/shop' })
