// Stands in for argon2, which code-server loads whether it has a password or not: here it has none.
const refuse = async () => {
  throw new Error('passwords are not to be used');
};

module.exports = { hash: refuse, verify: refuse };
