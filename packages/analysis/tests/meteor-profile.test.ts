import { meteor } from '../src/profiles/meteor.ts'
import { testProfileSites } from './profile-sites.ts'

const PREAMBLE = `
import { Meteor } from 'meteor/meteor'
import { Mongo } from 'meteor/mongo'
const Tasks = new Mongo.Collection<{ _id: string; text: string }>('tasks')`

testProfileSites(meteor, {
  server: {
    preamble: PREAMBLE,
    cases: {
      "Tasks.findOne('1')": ['findOne: call blocking read'],
      "Tasks.findOneAsync('1')": ['findOneAsync: call eager read'],
      'Tasks.find().fetch()': ['fetch: call blocking read'],
      'Tasks.find().fetchAsync()': ['fetchAsync: call eager read'],
      'Tasks.find({ text: "a" }).count()': ['count: call blocking read'],
      'Tasks.find().map((task) => task.text)': ['map: call blocking read'],
      'for (const task of Tasks.find()) void task': ['[Symbol.iterator]: iteration blocking read'],
      "Tasks.insert({ text: 'a' })": ['insert: call blocking write'],
      "Tasks.insert({ text: 'a' }, () => undefined)": [],
      "Tasks.update('1', { $set: { text: 'b' } })": ['update: call blocking write'],
      "Tasks.remove('1')": ['remove: call blocking write'],
      'Meteor.user()': ['user: call blocking read'],
      'Meteor.userAsync()': ['userAsync: call eager read'],
      "Meteor.call('archive', 1)": ['call: call blocking unknown'],
      "Meteor.call('archive', 1, (error: unknown) => void error)": [],
      'Meteor.userId()': [],
      "if (Meteor.isClient) Tasks.findOne('2')": [],
      "if (Meteor.isServer) Tasks.findOne('3')": ['findOne: call blocking read'],
      "if (Meteor.isServer) void 0; else Tasks.findOne('4')": [],
      "Meteor.isClient && Tasks.findOne('5')": [],
    },
  },
  client: {
    preamble: PREAMBLE,
    cases: { "Tasks.findOne('1')": [], "Tasks.findOneAsync('1')": ['findOneAsync: call eager read'] },
  },
})
