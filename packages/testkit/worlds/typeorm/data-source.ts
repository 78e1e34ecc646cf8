import { DataSource } from 'typeorm'
import { Order, User } from './entities.js'

export const dataSource = new DataSource({ type: 'postgres', entities: [User, Order] })

export const users = dataSource.getRepository(User)
export const orders = dataSource.getRepository(Order)
