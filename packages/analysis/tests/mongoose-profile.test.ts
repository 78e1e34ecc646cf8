import { mongoose } from '../src/profiles/mongoose.ts'
import { testProfileSites } from './profile-sites.ts'

const PREAMBLE = `
import mongoose, { model, Schema, Types } from 'mongoose'
const userSchema = new Schema({ name: { type: String, required: true }, total: { type: Number, default: 0 } })
const User = model('User', userSchema)
const Post = mongoose.model('Post', new Schema({ title: String, user: Types.ObjectId }))
declare const user: InstanceType<typeof User>
declare const session: mongoose.ClientSession
void Post`

testProfileSites(mongoose, {
  models: {
    preamble: PREAMBLE,
    cases: {
      'User.find()': ['find: call lazy read'],
      "User.find({ name: 'a' }).sort('name').limit(3).lean()": ['lean: call lazy read'],
      "User.findById('a')": ['findById: call lazy read'],
      "User.findOne({ name: 'a' }).populate('user').exec()": ['exec: call eager read'],
      "User.findOne({ name: 'a' }).orFail()": ['orFail: call lazy read'],
      "User.exists({ name: 'a' })": ['exists: call lazy read'],
      'User.countDocuments()': ['countDocuments: call lazy read'],
      "User.where('total').gt(1)": ['gt: call lazy read'],
      "User.findByIdAndUpdate('a', { name: 'b' })": ['findByIdAndUpdate: call lazy write'],
      "User.findOneAndUpdate({ name: 'a' }, { name: 'b' }).lean().exec()": ['exec: call eager write'],
      "User.updateOne({ name: 'a' }, { name: 'b' })": ['updateOne: call lazy write'],
      'User.updateMany({}, { total: 0 }).session(session)': ['session: call lazy write'],
      'User.deleteMany({}).exec()': ['exec: call eager write'],
      "User.create({ name: 'a' })": ['create: call eager write'],
      "User.insertMany([{ name: 'a' }])": ['insertMany: call eager write'],
      'User.bulkWrite([])': ['bulkWrite: call eager write'],
      "User.aggregate([{ $group: { _id: '$name' } }])": ['aggregate: call lazy read'],
      'User.aggregate().match({ total: 1 }).exec()': ['exec: call eager read'],
      'user.save()': ['save: call eager write'],
      "user.updateOne({ name: 'b' })": ['updateOne: call lazy write'],
      'user.deleteOne()': ['deleteOne: call lazy write'],
      "user.populate('posts')": ['populate: call eager read'],
      'user.toObject()': [],
      "new User({ name: 'a' }).save()": ['save: call eager write'],
      'Post.find().then((posts) => posts.length)': ['find: call lazy read'],
      "mongoose.connect('mongodb://x')": [],
      "mongoose.connection.transaction(async (s) => { await User.create([{ name: 'a' }], { session: s }) })": [
        'transaction: transaction eager write',
        'create: call eager write',
      ],
      'mongoose.startSession()': ['startSession: call eager none'],
      'User.startSession()': ['startSession: call eager none'],
      'User.syncIndexes()': ['syncIndexes: call eager write'],
      'User.find().cursor().eachAsync(async () => {})': ['eachAsync: call eager read'],
    },
  },
})
