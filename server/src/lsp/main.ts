import { start } from './node';

start();
