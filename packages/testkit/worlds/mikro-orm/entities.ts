import { defineEntity, p } from '@mikro-orm/core'

export const User = defineEntity({
  name: 'User',
  properties: { id: p.integer().primary(), email: p.string(), visits: p.integer() },
})

export const Order = defineEntity({
  name: 'Order',
  properties: { id: p.integer().primary(), userId: p.integer(), total: p.integer() },
})
