[
    {
        "name" : "job",
        "image" : "${repository}:${tag}",
        "cpu" : ${cpu},
        "entryPoint" : ["/job"]
    }
]