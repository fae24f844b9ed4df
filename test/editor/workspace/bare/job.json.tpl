{
  "family": "job",
  "containerDefinitions": [
    {
      "name": "job",
      "image": "job:2",
      "cpu": ${cpu},
      "entryPoint": ["/job"]
    }
  ]
}
